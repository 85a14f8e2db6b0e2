/** Everything that the contract with the acquirer gives us: who we are, the keys, the addresses; complete and checked. */
package org.caishi.channel.unionpay;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * As {@link UnionpaySettings}, with keys instead of files and no address missing or ending in a slash.
 *
 * @param merchantId our number as service provider; each vendor is a sub-merchant under it
 * @param certId the serial number of our certificate, by which the acquirer finds our public key
 * @param platformKeys all that are valid now, at least one: during a rotation the old one and the new one
 * @param resultUrl where the wallet sends the payer afterwards, the order's number follows a slash
 * @param emv present when codes for wallets from abroad can be made
 */
record UnionpayContract(
        String merchantId,
        String certId,
        PrivateKey merchantKey,
        List<PublicKey> platformKeys,
        URI baseUrl,
        URI notifyUrl,
        URI authorizeUrl,
        URI resultUrl,
        Optional<EmvMerchant> emv) {
    UnionpayContract {
        platformKeys = List.copyOf(platformKeys);
        if (platformKeys.isEmpty()) {
            throw new IllegalArgumentException("no key of the platform");
        }
    }

    /** Names the merchant and no secret. */
    @Override
    public String toString() {
        return "UnionpayContract[" + merchantId + "]";
    }
}
