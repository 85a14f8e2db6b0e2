/** The keys of both sides of the simulated contract: what a merchant would hold and what the acquirer would. */
package org.caishi.simulator.unionpay;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Properties;
import org.caishi.simulator.wallet.KeyFolder;

/**
 * @param merchantId of the service provider
 * @param certId serial number of the merchant's certificate, named in every request
 * @param platformCertId serial number of ours, named in every answer and notice
 * @param acquirerIin our institution number, in codes for wallets from abroad
 */
record UnionpayKeys(
        String merchantId,
        String certId,
        String platformCertId,
        String acquirerIin,
        PublicKey merchantPublicKey,
        PrivateKey platformPrivateKey,
        Path merchantPrivateKeyFile,
        Path platformPublicKeyFile) {
    /** The keys in a folder, made first where there are none. */
    static UnionpayKeys in(Path folder) {
        KeyFolder.Kept kept = KeyFolder.open(folder, "unionpay", UnionpayKeys::contract);
        return new UnionpayKeys(
                kept.contract().getProperty("merchant-id"),
                kept.contract().getProperty("cert-id"),
                kept.contract().getProperty("platform-cert-id"),
                kept.contract().getProperty("acquirer-iin"),
                kept.merchantPublicKey(),
                kept.platformPrivateKey(),
                kept.merchantPrivateKeyFile(),
                kept.platformPublicKeyFile());
    }

    private static void contract(Properties contract, KeyFolder.Lot lot) {
        contract.setProperty("merchant-id", "777" + lot.digits(12));
        contract.setProperty("cert-id", "6" + lot.digits(9));
        contract.setProperty("platform-cert-id", "7" + lot.digits(9));
        contract.setProperty("acquirer-iin", "4892" + lot.digits(4));
    }

    @Override
    public String toString() {
        return "UnionpayKeys[" + merchantId + "]";
    }
}
