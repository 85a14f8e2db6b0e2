/** Cloud speakers: told over MQTT, and their answers read. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.market.Markets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@Component
class MqttSpeakers implements DeliveryWay {
    static final String PROTOCOL = "caishi-speaker";

    private static final Logger LOG = LoggerFactory.getLogger(MqttSpeakers.class);
    private static final String ANSWERS = "caishi/+/speaker/+/ack";

    private final DeliveryLedger ledger;
    private final Devices devices;
    private final Markets markets;
    private final Mqtt mqtt;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;

    MqttSpeakers(
            DeliveryLedger ledger,
            Devices devices,
            Markets markets,
            Mqtt mqtt,
            JsonMapper json,
            InstantSource clock,
            ApplicationEventPublisher events) {
        this.ledger = ledger;
        this.devices = devices;
        this.markets = markets;
        this.mqtt = mqtt;
        this.json = json;
        this.clock = clock;
        this.events = events;
        mqtt.subscribe(ANSWERS, this::answered);
    }

    @Override
    public boolean leadsTo(Device speaker) {
        return speaker.link() == LinkKind.MQTT && speaker.protocol().equals(PROTOCOL);
    }

    /** The broker drops it by its expiry, and the speaker what it has dropped into its queue too late. */
    @Override
    public boolean forgetsInTime() {
        return true;
    }

    /** A broker that died may have taken the answer with it. */
    @Override
    public boolean silenceTells(Duration sinceSent) {
        return mqtt.heldFor().compareTo(sinceSent) > 0;
    }

    /** What cannot leave us stays queued, and goes within two seconds of the broker's return. */
    @Override
    public void deliver(Device speaker) {
        if (!mqtt.isConnected()) {
            return;
        }
        String topic = "caishi/" + markets.byId(speaker.marketId()).code() + "/speaker/" + speaker.serial() + "/say";
        ledger.sendUntilAnswered(SpeakerKey.of(speaker), Integer.MAX_VALUE, announcement -> say(topic, announcement));
    }

    private void say(String topic, Announcement announcement) {
        mqtt.publish(
                topic,
                json.writeValueAsBytes(Say.of(announcement)),
                Duration.between(clock.instant(), announcement.expiresAt()));
    }

    /** The topic tells who speaks; it speaks for its own announcements only. */
    void answered(String topic, byte[] payload) {
        String[] levels = topic.split("/", -1);
        Optional<Device> speaker = devices.bySerial(levels[3])
                .filter(device -> device.kind() == DeviceKind.SPEAKER)
                .filter(device -> markets.byId(device.marketId()).code().equals(levels[1]));
        SpeakerAnswer.@Nullable Message message = read(topic, payload);
        String id = message == null ? null : message.id();
        if (speaker.isPresent() && message != null && id != null) {
            SpeakerAnswer.of(message.result()).ifPresent(answer -> answered(speaker.get(), id, answer));
        }
    }

    /** An id that is none of ours answers a command. */
    private void answered(Device speaker, String id, SpeakerAnswer answer) {
        AnnouncementId.parse(id)
                .ifPresentOrElse(
                        announcement -> ledger.book(SpeakerKey.of(speaker), announcement, answer),
                        () -> events.publishEvent(new CommandAnswered(speaker, id, answer.hasDone())));
    }

    private SpeakerAnswer.@Nullable Message read(String topic, byte[] payload) {
        try {
            return json.readValue(payload, SpeakerAnswer.Message.class);
        } catch (JacksonException unreadable) {
            LOG.debug("{} brings an answer that cannot be read", topic);
            return null;
        }
    }
}
