/** Answers the heartbeats of devices that speak HTTP. */
package org.caishi.device;

import java.time.Instant;
import java.time.InstantSource;
import org.caishi.identity.SignedDevice;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Heartbeats {
    private final Devices devices;
    private final InstantSource clock;

    Heartbeats(Devices devices, InstantSource clock) {
        this.devices = devices;
        this.clock = clock;
    }

    /** The answer's time lets a device set its clock, which its next signature needs. */
    @SignedDevice
    @PostMapping("/api/device/heartbeat")
    Answer heartbeat(
            @AuthenticationPrincipal DevicePrincipal principal, @RequestBody(required = false) @Nullable Beat beat) {
        Instant now = clock.instant();
        if (beat != null) {
            devices.reported(
                    principal.device(), new DeviceReport(beat.battery, beat.signal, beat.firmware, beat.volume), now);
        }
        return new Answer(now);
    }

    /**
     * All of it optional.
     *
     * @param battery per cent
     * @param signal dBm
     * @param uptime seconds since the device started; not kept
     * @param volume per cent, of a speaker
     */
    record Beat(
            @Nullable Integer battery,
            @Nullable Integer signal,
            @Nullable String firmware,
            @Nullable Long uptime,
            @Nullable Integer volume) {}

    record Answer(Instant serverTime) {}
}
