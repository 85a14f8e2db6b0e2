/** A speaker that asks and plays until it is stopped, for tests of other modules; it tells the id of what it was given. */
package org.caishi.speaker;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.springframework.stereotype.Component;

@Component
public class PatientSpeaker {
    private static final Duration A_QUESTION = Duration.ofMillis(50);

    private final PollingSpeakers door;
    private final DeliveryLedger ledger;
    private final Devices devices;

    PatientSpeaker(PollingSpeakers door, DeliveryLedger ledger, Devices devices) {
        this.door = door;
        this.ledger = ledger;
        this.devices = devices;
    }

    public Device register(long marketId, long stallId) {
        return devices.register(new NewDevice(
                marketId,
                "PATIENT-" + marketId,
                DeviceKind.SPEAKER,
                "caishi",
                "S1",
                "caishi-json",
                LinkKind.HTTP,
                "",
                Map.of(),
                stallId,
                null,
                TestSpeakers.KEY));
    }

    /** Asks once, and plays what it gets. */
    public void ask(Device speaker, LongConsumer heard) throws InterruptedException {
        for (Announcement announcement : door.next(speaker, A_QUESTION)) {
            heard.accept(announcement.announcementId());
            ledger.book(SpeakerKey.of(speaker), announcement.announcementId(), SpeakerAnswer.PLAYED);
        }
    }
}
