/** Gives the product's WeChat adapter the settings of the simulated service when it has none of its own. */
package org.caishi.simulator.wechat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.platform.StartRefused;
import org.caishi.simulator.SimulatorSettings;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * With {@code caishi.demo=true} and not one of {@code CAISHI_WECHAT_*} given, adds the same settings that a real
 * installation would give. One given setting is enough to keep the simulator out: real keys never meet it.
 */
class WechatEnvironment implements EnvironmentPostProcessor, Ordered {
    /** Set here; {@code false} keeps the simulated WeChat off in a demonstration too. */
    static final String SWITCH = "caishi.simulator.wechat";

    private static final String PREFIX = "caishi.wechat.";
    private static final String SOURCE = "simulated WeChat Pay";

    /** Everything but the notify URL, which is the product's own and may be given in a demonstration. */
    private static final List<String> SETTINGS = List.of(
            "base-url",
            "authorize-url",
            "openapi-url",
            "sp-mchid",
            "sp-appid",
            "app-secret",
            "merchant-serial",
            "merchant-private-key",
            "api-v3-key",
            "public-key-id",
            "public-key");

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean demo = environment.getProperty("caishi.demo", Boolean.class, false);
        String wanted = environment.getProperty(SWITCH, "");
        List<String> given = SETTINGS.stream()
                .filter(name -> StringUtils.hasText(environment.getProperty(PREFIX + name)))
                .toList();
        if (wanted.equals("true") && (!demo || !given.isEmpty())) {
            throw new StartRefused(refusal(demo, given));
        }
        if (demo && given.isEmpty() && !wanted.equals("false")) {
            // First, because a file may name a setting and leave it blank; nothing else has a value for these names.
            environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, settings(environment)));
        }
    }

    private static String refusal(boolean demo, List<String> given) {
        return demo
                ? SWITCH + "=true cannot go with WeChat settings of your own (" + PREFIX
                        + String.join(", " + PREFIX, given) + "): give one or the other"
                : SWITCH + "=true is for the demonstration only: set CAISHI_DEMO=true or leave it out";
    }

    private static Map<String, Object> settings(Environment environment) {
        WechatKeys keys = WechatKeys.in(SimulatorSettings.folder(environment));
        // Left as placeholders, so that a test may give the address after this has run.
        String base = "${caishi.simulator.base-url:http://127.0.0.1:${server.port:8080}}";
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(SWITCH, "true");
        settings.put(PREFIX + "base-url", base + SimulatorSettings.WECHAT_PATH);
        settings.put(PREFIX + "openapi-url", base + SimulatorSettings.WECHAT_PATH);
        settings.put(
                PREFIX + "authorize-url",
                "${caishi.simulator.public-url:${caishi.public-url:" + base + "}}" + SimulatorSettings.WECHAT_PATH);
        settings.put(PREFIX + "sp-mchid", keys.spMchid());
        settings.put(PREFIX + "sp-appid", keys.spAppid());
        settings.put(PREFIX + "app-secret", keys.appSecret());
        settings.put(PREFIX + "merchant-serial", keys.merchantSerial());
        settings.put(
                PREFIX + "merchant-private-key", keys.merchantPrivateKeyFile().toString());
        settings.put(PREFIX + "api-v3-key", keys.apiV3Key());
        settings.put(PREFIX + "public-key-id", keys.publicKeyId());
        settings.put(PREFIX + "public-key", keys.platformPublicKeyFile().toString());
        return settings;
    }
}
