/** Where each end of the product is, and who may go in: for the page and for the start-up block. */
package org.caishi.demo;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class DemoEnds {
    private final String home;
    private final String mqtt;
    private final String scales;

    DemoEnds(
            @Value("${caishi.public-url}") String publicUrl,
            @Value("${caishi.mqtt.url}") String mqttUrl,
            @Value("${caishi.mqtt.port}") int mqttPort,
            @Value("${caishi.scale.port}") int scalePort) {
        this.home = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        this.mqtt = mqttUrl.isBlank() ? "tcp://127.0.0.1:" + mqttPort : mqttUrl;
        this.scales = "tcp://127.0.0.1:" + scalePort;
    }

    /** The ends where people sign in. */
    List<End> people() {
        return List.of(
                new End("vendor", home + "/vendor", "a01"),
                new End("vendor-night", home + "/vendor", "hepan-s01"),
                new End("manager", home + "/manage/laocheng", "laocheng"),
                new End("clerk", home + "/manage/laocheng", "laocheng-clerk"),
                new End("manager-night", home + "/manage/hepan", "hepan"),
                new End("operator", home + "/manage", Demonstration.OPERATOR));
    }

    /** The ends where things plug in. */
    List<End> devices() {
        return List.of(new End("mqtt", mqtt, ""), new End("scales", scales, ""));
    }

    String home() {
        return home;
    }

    /**
     * One end.
     *
     * @param name the end of its message key
     * @param signInName empty where nobody signs in
     */
    record End(String name, String address, String signInName) {
        public String messageKey() {
            return "demo.end." + name;
        }
    }
}
