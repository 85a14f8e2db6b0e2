/** Cloud speakers after the OpenLuat demonstration: a topic per IMEI, {@code {"money":"12.50"}}, no id and no answer. */
package org.caishi.speaker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.caishi.device.Mqtt;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;

/**
 * Such a speaker cannot know a repetition, so it is sent each sum once and no more, at most once by the broker too; that
 * it was sent is the last that is known. It says every sum as received, so nothing else is sent to it. Its serial in the
 * registry is its IMEI.
 */
@Component
class MoneyTopicSpeakers implements DeliveryWay {
    static final String PROTOCOL = "openluat-money";

    private static final String TOPIC = "/sub/topic/money/";

    private final DeliveryLedger ledger;
    private final Mqtt mqtt;
    private final InstantSource clock;

    MoneyTopicSpeakers(DeliveryLedger ledger, Mqtt mqtt, InstantSource clock) {
        this.ledger = ledger;
        this.mqtt = mqtt;
        this.clock = clock;
    }

    @Override
    public boolean leadsTo(Device speaker) {
        return speaker.kind() == DeviceKind.SPEAKER
                && speaker.link() == LinkKind.MQTT
                && speaker.protocol().equals(PROTOCOL);
    }

    @Override
    public boolean forgetsInTime() {
        return false;
    }

    @Override
    public void deliver(Device speaker) {
        if (!mqtt.isConnected()) {
            return; // it would be marked as sent and be lost
        }
        SpeakerKey key = SpeakerKey.of(speaker);
        ledger.sendForGood(
                key, Announcement::isSumReceived, announcement -> say(TOPIC + speaker.serial(), announcement));
    }

    private void say(String topic, Announcement announcement) {
        String message = "{\"money\":\"" + Money.ofFen(announcement.amountFen()).yuan() + "\"}";
        mqtt.publishOnce(
                topic,
                message.getBytes(StandardCharsets.UTF_8),
                Duration.between(clock.instant(), announcement.expiresAt()));
    }
}
