/** Puts MQTT together: the embedded broker with a password of this start, or the broker that CAISHI_MQTT_URL names. */
package org.caishi.device.mqtt;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import org.caishi.device.CutOffs;
import org.caishi.device.Devices;
import org.caishi.device.KeyChanges;
import org.caishi.device.link.LinkBoard;
import org.caishi.market.Markets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class MqttConfiguration {
    /** No serial may have a blank in it, so no device has this name. */
    private static final String PRODUCT = "the product";

    private static final int PASSWORD_BYTES = 32;

    @Configuration
    @ConditionalOnExpression("'${caishi.mqtt.url:}' == ''")
    static class Embedded {
        @Bean
        BrokerAddress brokerAddress(@Value("${caishi.mqtt.port}") int port) {
            byte[] password = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(password);
            return new BrokerAddress("127.0.0.1", port, PRODUCT, HexFormat.of().formatHex(password));
        }

        @Bean
        EmbeddedBroker embeddedBroker(
                BrokerAddress address,
                @Value("${caishi.data}") Path data,
                Devices devices,
                KeyChanges keys,
                Markets markets,
                CutOffs cutOffs,
                InstantSource clock) {
            BrokerRights rights = new BrokerRights(
                    devices, keys, marketId -> markets.byId(marketId).code(), address);
            return new EmbeddedBroker(address.port(), data.resolve("mqtt"), rights, new DeviceLimits(cutOffs, clock));
        }

        @Bean
        LateSubscriptions lateSubscriptions(MeterRegistry registry) {
            return LateSubscriptions.counted(registry);
        }

        /** What the broker lets through may come in. */
        @Bean
        DeviceLimits limitsAtTheProduct() {
            return DeviceLimits.NONE;
        }
    }

    @Configuration
    @ConditionalOnExpression("'${caishi.mqtt.url:}' != ''")
    static class External {
        @Bean
        BrokerAddress brokerAddress(@Value("${caishi.mqtt.url}") String url) {
            return BrokerAddress.of(url);
        }

        @Bean
        DeviceLimits limitsAtTheProduct(CutOffs cutOffs, InstantSource clock) {
            return new DeviceLimits(cutOffs, clock);
        }
    }

    @Bean
    MqttPresence mqttPresence(Devices devices, LinkBoard board, InstantSource clock) {
        return new MqttPresence(devices, board, clock);
    }

    @Bean
    MqttEnd mqtt(BrokerAddress address, MqttPresence presence, DeviceLimits limits) {
        MqttEnd end = new MqttEnd(address, presence::came, limits);
        end.watch(MqttPresence.STATES, presence::state);
        return end;
    }
}
