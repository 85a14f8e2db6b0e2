/** 我的: the stall, the plate to show, the devices, sound, language, sign-out, and whom to call. */
package org.caishi.report.phone;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.market.Plate;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.platform.QrCode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class MePage {
    /** Three heartbeats of a device that sends one a minute. */
    private static final Duration ONLINE = Duration.ofMinutes(3);

    private final Stands stands;
    private final Plates plates;
    private final PhoneDevices devices;
    private final Clock clock;
    private final String publicUrl;

    MePage(
            Stands stands,
            Plates plates,
            PhoneDevices devices,
            Clock clock,
            @Value("${caishi.public-url}") String publicUrl) {
        this.stands = stands;
        this.plates = plates;
        this.devices = devices;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @VendorOnly
    @GetMapping("/vendor/me")
    String page(@AuthenticationPrincipal Person person, Model model) {
        Stand stand = stands.of(person);
        Stall stall = stand.stall();
        model.addAttribute("stand", stand);
        model.addAttribute("onlineSince", clock.instant().minus(ONLINE));
        model.addAttribute("devices", stall == null ? List.of() : devices.of(stand.marketId(), stall.stallId()));
        Plate plate = stall == null ? null : plate(stand, stall);
        model.addAttribute("plate", plate);
        model.addAttribute("code", plate == null ? null : QrCode.of(publicUrl + "/q/" + plate.token()));
        return "vendor/me";
    }

    private @Nullable Plate plate(Stand stand, Stall stall) {
        return plates.ofStall(stand.marketId(), stall.stallId())
                .filter(plate -> plate.vendorId() == stand.vendorId())
                .orElse(null);
    }
}
