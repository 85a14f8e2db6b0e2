/** Who may register a serial that is in use: a label can be forged, a device that has come with its key cannot. */
package org.caishi.device;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A registration stands firm from the moment the device itself has been heard, which its key has to prove. Until then it
 * is a claim, and whoever has the box may make another: so a forged label holds nobody's box up, and what two claim is
 * settled by the box. From then on only the bank moves it.
 */
@Component
public class SerialClaims {
    private final SerialClaimRows rows;
    private final Devices devices;
    private final DeviceLinks links;

    SerialClaims(SerialClaimRows rows, Devices devices, DeviceLinks links) {
        this.rows = rows;
        this.devices = devices;
        this.links = links;
    }

    public sealed interface Claim {
        record Free() implements Claim {}

        /** Registered, and not heard since. */
        record Unproved(Device holder) implements Claim {}

        record Proved(Device holder) implements Claim {}
    }

    /** How a serial stands; held until the caller's transaction ends, so that of two who take it one does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Claim lock(String serial) {
        Optional<SerialClaimRows.Place> place = rows.lock(serial);
        return place.isEmpty() ? new Claim.Free() : claim(place.get());
    }

    private Claim claim(SerialClaimRows.Place place) {
        boolean heard = rows.lockDevice(place.marketId(), place.deviceId())
                .filter(sight -> sight.lastSeenAt() != null)
                .isPresent();
        Device holder = devices.byId(place.marketId(), place.deviceId());
        // What this node has just heard is written within seconds.
        return heard || links.of(holder).filter(LinkState::up).isPresent()
                ? new Claim.Proved(holder)
                : new Claim.Unproved(holder);
    }
}
