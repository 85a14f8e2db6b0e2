/** Everything that the contract with Alipay gives us: who we are, the keys, the addresses; complete and checked. */
package org.caishi.channel.alipay;

import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;

/**
 * @param sellerId our PID, 2088…, which notices name as {@code seller_id}
 * @param alipayPublicKeys all that are valid at once: while a key is being changed, what comes may be signed by either
 * @param serverUrl of the gateway, whole
 * @param authorizeUrl host that the payer's browser is sent to, without a slash at its end
 */
public record AlipayContract(
        String appId,
        String sellerId,
        PrivateKey appPrivateKey,
        List<PublicKey> alipayPublicKeys,
        URI serverUrl,
        URI notifyUrl,
        URI authorizeUrl) {
    public AlipayContract {
        alipayPublicKeys = List.copyOf(alipayPublicKeys);
        if (alipayPublicKeys.isEmpty()) {
            throw new IllegalArgumentException("no key of Alipay's");
        }
    }

    /** Names the application and no secret. */
    @Override
    public String toString() {
        return "AlipayContract[" + appId + "]";
    }
}
