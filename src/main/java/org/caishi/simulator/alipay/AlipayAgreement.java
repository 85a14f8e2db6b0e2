/** The simulated contract: who the merchant is, and the keys of both sides. */
package org.caishi.simulator.alipay;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Properties;
import org.caishi.simulator.wallet.KeyFolder;

/**
 * @param sellerId the platform's PID, 2088…
 */
record AlipayAgreement(
        String appId,
        String sellerId,
        PublicKey appPublicKey,
        PrivateKey alipayPrivateKey,
        Path appPrivateKeyFile,
        Path alipayPublicKeyFile) {
    /** The agreement in a folder, made first where there is none. */
    static AlipayAgreement in(Path folder) {
        KeyFolder.Kept kept = KeyFolder.open(folder, "alipay", AlipayAgreement::contract);
        return new AlipayAgreement(
                kept.contract().getProperty("app-id"),
                kept.contract().getProperty("seller-id"),
                kept.merchantPublicKey(),
                kept.platformPrivateKey(),
                kept.merchantPrivateKeyFile(),
                kept.platformPublicKeyFile());
    }

    private static void contract(Properties contract, KeyFolder.Lot lot) {
        contract.setProperty("app-id", "2021" + lot.digits(12));
        contract.setProperty("seller-id", "2088" + lot.digits(12));
    }

    @Override
    public String toString() {
        return "AlipayAgreement[" + appId + "]";
    }
}
