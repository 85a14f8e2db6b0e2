/** Gives the product's UnionPay adapter the settings of the simulated acquirer when it has none of its own. */
package org.caishi.simulator.unionpay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.SimulatedSettings;
import org.springframework.core.env.Environment;

class UnionpayEnvironment extends SimulatedSettings {
    static final String SWITCH = "caishi.simulator.unionpay";

    UnionpayEnvironment() {
        super(
                "unionpay",
                "UnionPay",
                List.of(
                        "base-url",
                        "authorize-url",
                        "merchant-id",
                        "cert-id",
                        "private-key",
                        "public-key",
                        "acquirer-iin",
                        "forwarder-iin",
                        "merchant-category",
                        "merchant-name",
                        "merchant-city"));
    }

    @Override
    protected Map<String, String> settings(Environment environment) {
        UnionpayKeys keys = UnionpayKeys.in(SimulatorSettings.folder(environment));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("base-url", SELF + SimulatesUnionpay.PATH);
        settings.put("authorize-url", PUBLIC + SimulatesUnionpay.PATH);
        settings.put("merchant-id", keys.merchantId());
        settings.put("cert-id", keys.certId());
        settings.put("private-key", keys.merchantPrivateKeyFile().toString());
        settings.put("public-key", keys.platformPublicKeyFile().toString());
        settings.put("acquirer-iin", keys.acquirerIin());
        settings.put("merchant-name", "FOOD MARKET");
        settings.put("merchant-city", "OLD TOWN");
        return settings;
    }
}
