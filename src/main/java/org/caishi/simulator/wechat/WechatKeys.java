/** The keys of both sides of the simulated contract: what a merchant would hold and what the platform would. */
package org.caishi.simulator.wechat;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Locale;
import java.util.Properties;
import org.caishi.simulator.wallet.KeyFolder;

/**
 * @param merchantSerial serial of the merchant's certificate, named in every request
 * @param apiV3Key 32 characters, the AES key of notices
 * @param publicKeyId {@code PUB_KEY_ID_…}, named in every answer and notice
 */
record WechatKeys(
        String spMchid,
        String spAppid,
        String appSecret,
        String merchantSerial,
        String apiV3Key,
        String publicKeyId,
        PublicKey merchantPublicKey,
        PrivateKey platformPrivateKey,
        Path merchantPrivateKeyFile,
        Path platformPublicKeyFile) {
    /** The keys in a folder, made first where there are none. */
    static WechatKeys in(Path folder) {
        KeyFolder.Kept kept = KeyFolder.open(folder, "wechat", WechatKeys::contract);
        return new WechatKeys(
                kept.contract().getProperty("sp-mchid"),
                kept.contract().getProperty("sp-appid"),
                kept.contract().getProperty("app-secret"),
                kept.contract().getProperty("merchant-serial"),
                kept.contract().getProperty("api-v3-key"),
                kept.contract().getProperty("public-key-id"),
                kept.merchantPublicKey(),
                kept.platformPrivateKey(),
                kept.merchantPrivateKeyFile(),
                kept.platformPublicKeyFile());
    }

    private static void contract(Properties contract, KeyFolder.Lot lot) {
        contract.setProperty("sp-mchid", "19" + lot.digits(8));
        contract.setProperty("sp-appid", "wx" + lot.hex(8));
        contract.setProperty("app-secret", lot.hex(16));
        contract.setProperty("merchant-serial", lot.hex(20).toUpperCase(Locale.ROOT));
        contract.setProperty("api-v3-key", lot.hex(16));
        contract.setProperty("public-key-id", "PUB_KEY_ID_01" + lot.digits(30));
    }

    @Override
    public String toString() {
        return "WechatKeys[" + spMchid + "]";
    }
}
