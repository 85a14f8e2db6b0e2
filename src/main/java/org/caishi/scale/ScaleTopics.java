/** Listens to the scales that speak MQTT. */
package org.caishi.scale;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.Listening;
import org.caishi.device.Mqtt;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.scale.protocol.CaishiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sales reach one node, weights every node: each shows them to its own pages. */
@Component
class ScaleTopics {
    static final String WEIGHING = "caishi/+/scale/+/weighing";
    static final String LIVE = "caishi/+/scale/+/live";

    private static final Logger LOG = LoggerFactory.getLogger(ScaleTopics.class);

    /** A scale tells again after 5 min at the latest, and is answered again then. */
    private static final Duration ACK_EXPIRY = Duration.ofMinutes(5);

    private static final int MOST_OVERHEARD = 500;

    private final Devices devices;
    private final Markets markets;
    private final LiveWeights live;
    private final SaleDesk desk;
    private final Mqtt mqtt;
    private final DeviceLinks links;
    private final Listening listening;
    private final ScaleGoods goods;

    ScaleTopics(
            Devices devices,
            Markets markets,
            LiveWeights live,
            SaleDesk desk,
            Mqtt mqtt,
            DeviceLinks links,
            Listening listening,
            ScaleGoods goods) {
        this.links = links;
        this.listening = listening;
        this.goods = goods;
        this.devices = devices;
        this.markets = markets;
        this.live = live;
        this.desk = desk;
        this.mqtt = mqtt;
        mqtt.subscribe(WEIGHING, this::weighing);
        mqtt.watch(LIVE, this::live);
    }

    void weighing(String topic, byte[] payload) {
        sender(topic).ifPresent(device -> {
            try {
                overheard(device, payload);
                SaleAck ack = desk.take(device, payload);
                count(device, ack, payload);
                mqtt.publish(topic.substring(0, topic.lastIndexOf('/')) + "/ack", ack.json(), ACK_EXPIRY);
            } catch (RuntimeException notStored) {
                LOG.warn(
                        "a sale of scale {} is not stored yet, the scale will tell it again",
                        device.serial(),
                        notStored);
            }
        });
    }

    void live(String topic, byte[] payload) {
        sender(topic).ifPresent(device -> {
            overheard(device, payload);
            switch (CaishiMessage.read(payload, 0, payload.length)) {
                case CaishiMessage.Told(ScaleSignal.OfGoods said) -> {
                    links.log(device).frames(1);
                    String root = topic.substring(0, topic.lastIndexOf('/'));
                    goods.heard(device, said, new CommandTopic(mqtt, root + "/command"));
                }
                case CaishiMessage.Told(ScaleSignal signal) -> {
                    live.heard(device, signal);
                    links.log(device).frames(1);
                }
                case CaishiMessage.Heartbeat _ -> {}
                case CaishiMessage.Refused refused -> {
                    desk.countRejected(device, refused.reason().word());
                    links.log(device).rejected(refused.reason().word(), payload);
                }
            }
        });
    }

    /** Without an answer goods are sent again, so a scale that is away need not find old ones in its session. */
    private record CommandTopic(Mqtt mqtt, String topic) implements GoodsWay {
        private static final Duration EXPIRY = Duration.ofMinutes(1);

        @Override
        public void say(byte[] message) {
            mqtt.publish(topic, message, EXPIRY);
        }
    }

    private void count(Device device, SaleAck ack, byte[] payload) {
        if (ack.isAccepted()) {
            links.log(device).frames(1);
        } else {
            links.log(device).rejected(String.valueOf(ack.reason()), payload);
        }
    }

    /** Messages are text, so whoever listens reads them as such. */
    private void overheard(Device device, byte[] payload) {
        Listening.Ear ear = listening.ear(device);
        if (ear != null) {
            ear.meant(new String(payload, 0, Math.min(payload.length, MOST_OVERHEARD), StandardCharsets.UTF_8));
        }
    }

    /** The registered scale whose own topic this is. The embedded broker sees to that; another may not. */
    private Optional<Device> sender(String topic) {
        String[] levels = topic.split("/", -1);
        Optional<Device> sender = levels.length == 5
                ? devices.bySerial(levels[3])
                        .filter(device -> device.kind() == DeviceKind.SCALE)
                        .filter(device -> isIn(levels[1], device))
                : Optional.empty();
        if (sender.isEmpty()) {
            LOG.debug("nobody's topic: {}", topic);
        }
        return sender;
    }

    private boolean isIn(String marketCode, Device device) {
        return markets.byCode(marketCode)
                .map(Market::marketId)
                .filter(id -> id == device.marketId())
                .isPresent();
    }
}
