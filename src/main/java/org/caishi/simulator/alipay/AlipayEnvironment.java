/** Gives the product's Alipay adapter the settings of the simulated service when it has none of its own. */
package org.caishi.simulator.alipay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.SimulatedSettings;
import org.springframework.core.env.Environment;

class AlipayEnvironment extends SimulatedSettings {
    static final String SWITCH = "caishi.simulator.alipay";

    AlipayEnvironment() {
        super(
                "alipay",
                "Alipay",
                List.of("server-url", "authorize-url", "app-id", "seller-id", "app-private-key", "alipay-public-key"));
    }

    @Override
    protected Map<String, String> settings(Environment environment) {
        AlipayAgreement agreement = AlipayAgreement.in(SimulatorSettings.folder(environment));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server-url", SELF + SimulatorSettings.ALIPAY_PATH + "/gateway.do");
        settings.put("authorize-url", PUBLIC + SimulatorSettings.ALIPAY_PATH);
        settings.put("app-id", agreement.appId());
        settings.put("seller-id", agreement.sellerId());
        settings.put("app-private-key", agreement.appPrivateKeyFile().toString());
        settings.put("alipay-public-key", agreement.alipayPublicKeyFile().toString());
        return settings;
    }
}
