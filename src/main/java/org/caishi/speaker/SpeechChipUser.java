/** Speech chips on a wire: gives each its announcements for as long as its line holds. */
package org.caishi.speaker;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Wire;
import org.caishi.device.WireUser;
import org.springframework.stereotype.Component;

@Component
class SpeechChipUser implements WireUser, DeliveryWay {
    private final ConcurrentMap<SpeakerKey, ChipSession> sessions = new ConcurrentHashMap<>();
    private final DeliveryLedger ledger;
    private final SpeechPlans plans;
    private final SpeakerVolumes volumes;
    private final InstantSource clock;

    SpeechChipUser(DeliveryLedger ledger, SpeechPlans plans, SpeakerVolumes volumes, InstantSource clock) {
        this.ledger = ledger;
        this.plans = plans;
        this.volumes = volumes;
        this.clock = clock;
    }

    @Override
    public boolean speaks(Device device) {
        return device.kind() == DeviceKind.SPEAKER
                && SpeechProtocol.named(device.protocol()).isPresent();
    }

    @Override
    public boolean leadsTo(Device speaker) {
        return speaks(speaker)
                && switch (speaker.link()) {
                    case SERIAL, TCP_IN, TCP_OUT -> true;
                    case MQTT, HTTP -> false;
                };
    }

    /** A chip forgets nothing: the conversation with it knows what it may have said. */
    @Override
    public boolean forgetsInTime() {
        return false;
    }

    /** Without a line the rows wait; the line's session looks at them first of all. */
    @Override
    public void deliver(Device speaker) {
        ChipSession session = sessions.get(SpeakerKey.of(speaker));
        if (session != null) {
            session.look();
        }
    }

    @Override
    public void use(Device device, Wire wire) throws IOException, InterruptedException {
        SpeakerKey speaker = SpeakerKey.of(device);
        SpeechProtocol protocol = SpeechProtocol.named(device.protocol())
                .orElseThrow(() -> new IOException("no speech chip: " + device.protocol()));
        ChipSession session = new ChipSession(speaker, device, protocol.chip(), wire, ledger, plans, volumes, clock);
        sessions.put(speaker, session);
        try {
            session.run();
        } finally {
            sessions.remove(speaker, session);
        }
    }
}
