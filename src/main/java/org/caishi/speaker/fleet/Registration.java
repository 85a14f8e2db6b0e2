/** Enters speakers by their boxes' labels, hangs them on stalls, takes them out of use; each with a trail. */
package org.caishi.speaker.fleet;

import java.util.Map;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
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
    private final Stalls stalls;
    private final AuditTrail trail;
    private final Transactions transactions;

    Registration(Devices devices, Stalls stalls, AuditTrail trail, Transactions transactions) {
        this.devices = devices;
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
     * Enters the speaker of a label.
     *
     * @param stallNo empty: it waits for its stall
     * @throws BadInput when the text is no label, or its speaker is in use here or elsewhere
     */
    Device register(Person who, Market market, String scanned, String stallNo) {
        BoxLabel label = BoxLabel.read(scanned).orElseThrow(() -> new BadInput("speaker.fleet.label.unreadable"));
        refuseUsed(market, label);
        Stall stall = stallNo.isBlank() ? null : stall(market, stallNo);
        return transactions.run(() -> {
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
            return speaker;
        });
    }

    /** Which market has it is not for everybody to know. */
    private void refuseUsed(Market market, BoxLabel label) {
        Optional<Device> former = devices.bySerial(label.serial());
        if (former.isEmpty()) {
            return;
        }
        Device device = former.get();
        if (device.marketId() != market.marketId()) {
            throw new BadInput("speaker.fleet.label.elsewhere", label.serial());
        }
        throw new BadInput("speaker.fleet.label.used", label.serial(), stallNo(device));
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
