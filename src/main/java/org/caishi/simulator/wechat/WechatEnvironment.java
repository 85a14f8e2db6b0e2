/** Gives the product's WeChat adapter the settings of the simulated service when it has none of its own. */
package org.caishi.simulator.wechat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.SimulatedSettings;
import org.springframework.core.env.Environment;

class WechatEnvironment extends SimulatedSettings {
    static final String SWITCH = "caishi.simulator.wechat";

    WechatEnvironment() {
        super(
                "wechat",
                "WeChat",
                List.of(
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
                        "public-key"));
    }

    @Override
    protected Map<String, String> settings(Environment environment) {
        WechatKeys keys = WechatKeys.in(SimulatorSettings.folder(environment));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("base-url", SELF + SimulatorSettings.WECHAT_PATH);
        settings.put("openapi-url", SELF + SimulatorSettings.WECHAT_PATH);
        settings.put("authorize-url", PUBLIC + SimulatorSettings.WECHAT_PATH);
        settings.put("sp-mchid", keys.spMchid());
        settings.put("sp-appid", keys.spAppid());
        settings.put("app-secret", keys.appSecret());
        settings.put("merchant-serial", keys.merchantSerial());
        settings.put("merchant-private-key", keys.merchantPrivateKeyFile().toString());
        settings.put("api-v3-key", keys.apiV3Key());
        settings.put("public-key-id", keys.publicKeyId());
        settings.put("public-key", keys.platformPublicKeyFile().toString());
        return settings;
    }
}
