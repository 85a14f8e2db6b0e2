/** Enters speakers by their boxes' labels, hangs them on stalls, takes them out of use; each with a trail. */
package org.caishi.speaker.fleet;

import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.device.SerialClaims;
import org.caishi.device.SerialClaims.Claim;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Registration {
    static final String PROTOCOL = "caishi-speaker";

    private final Devices devices;
    private final SerialClaims claims;
    private final Stalls stalls;
    private final AuditTrail trail;
    private final Transactions transactions;

    Registration(Devices devices, SerialClaims claims, Stalls stalls, AuditTrail trail, Transactions transactions) {
        this.devices = devices;
        this.claims = claims;
        this.stalls = stalls;
        this.trail = trail;
        this.transactions = transactions;
    }

    /** A speaker of this market in use. */
    Device speaker(Market market, String serial) {
        return devices.bySerial(serial)
                .filter(device -> device.marketId() == market.marketId())
                .filter(device -> device.kind() == DeviceKind.SPEAKER)
                .orElseThrow(() -> new NotFound("speaker " + serial));
    }

    /**
     * A speaker that was registered.
     *
     * @param taken whether an older registration of its serial went out of use for it
     */
    record Registered(Device speaker, boolean taken) {}

    /**
     * Enters the speaker of a label.
     *
     * @param stallNo empty: it waits for its stall
     * @param bankSays how the bank has made sure that the box is here, though it is in use elsewhere; empty: it has not
     * @throws BadInput when the text is no label, or its speaker is in use here or elsewhere
     */
    Registered register(Person who, Market market, String scanned, String stallNo, String bankSays) {
        BoxLabel label = BoxLabel.read(scanned).orElseThrow(() -> new BadInput("speaker.fleet.label.unreadable"));
        Stall stall = stallNo.isBlank() ? null : stall(market, stallNo);
        return transactions.run(() -> {
            boolean taken = makeRoom(who, market, label, bankSays.strip());
            Device speaker = devices.register(new NewDevice(
                    market.marketId(),
                    label.serial(),
                    DeviceKind.SPEAKER,
                    label.maker(),
                    label.model(),
                    PROTOCOL,
                    LinkKind.MQTT,
                    "",
                    Map.of(),
                    stall == null ? null : (Long) stall.stallId(),
                    null,
                    label.key()));
            trail.record(market.marketId(), who, "speaker.register", subject(speaker), "stall " + no(stall));
            return new Registered(speaker, taken);
        });
    }

    /** Takes an older registration out of use, where it may go. */
    private boolean makeRoom(Person who, Market market, BoxLabel label, String bankSays) {
        return switch (claims.lock(label.serial())) {
            case Claim.Free free -> false;
            case Claim.Unproved(Device holder) -> {
                if (holder.marketId() == market.marketId()
                        && devices.keyText(holder).equals(label.key())) {
                    throw used(market, holder);
                }
                take(who, market, holder, "never connected there");
                yield true;
            }
            case Claim.Proved(Device holder) -> {
                if (holder.marketId() == market.marketId() || who.role() != Role.OPERATOR || bankSays.isEmpty()) {
                    throw used(market, holder);
                }
                take(who, market, holder, bankSays);
                yield true;
            }
        };
    }

    private void take(Person who, Market market, Device holder, String why) {
        devices.retire(holder);
        trail.record(holder.marketId(), who, "speaker.lose", subject(holder), "registered anew: " + why);
        trail.record(market.marketId(), who, "speaker.take", subject(holder), why);
    }

    /** Which market has it is not for everybody to know. */
    private BadInput used(Market market, Device holder) {
        return holder.marketId() == market.marketId()
                ? new BadInput("speaker.fleet.label.used", holder.serial(), stallNo(holder))
                : new BadInput("speaker.fleet.label.elsewhere", holder.serial());
    }

    /**
     * Hangs the speaker on another stall; what is queued for it is said there still.
     *
     * @param stallNo empty: on none
     */
    void bind(Person who, Market market, Device speaker, String stallNo) {
        Stall stall = stallNo.isBlank() ? null : stall(market, stallNo);
        String from = stallNo(speaker);
        transactions.run(() -> {
            devices.bind(speaker, stall == null ? null : (Long) stall.stallId());
            trail.record(
                    market.marketId(),
                    who,
                    "speaker.bind",
                    subject(speaker),
                    "from stall " + from + " to " + no(stall));
        });
    }

    void retire(Person who, Market market, Device speaker) {
        String from = stallNo(speaker);
        transactions.run(() -> {
            devices.retire(speaker);
            trail.record(market.marketId(), who, "speaker.retire", subject(speaker), "from stall " + from);
        });
    }

    private Stall stall(Market market, String stallNo) {
        return stalls.byNo(market.marketId(), stallNo.strip())
                .orElseThrow(() -> new BadInput("speaker.fleet.stall.unknown", stallNo.strip()));
    }

    private String stallNo(Device device) {
        Long stallId = device.stallId();
        return stallId == null ? "–" : stalls.byId(device.marketId(), stallId).stallNo();
    }

    private static String no(@Nullable Stall stall) {
        return stall == null ? "–" : stall.stallNo();
    }

    static String subject(Device speaker) {
        return "speaker " + speaker.serial();
    }
}
