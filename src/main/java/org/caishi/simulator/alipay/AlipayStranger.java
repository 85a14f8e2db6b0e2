/** A key that is nobody's, for notices that are to be signed with a wrong one. */
package org.caishi.simulator.alipay;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Made when it is first needed, which is seldom: it takes a moment. */
@Component
@SimulatesAlipay
class AlipayStranger {
    private static final int RSA_BITS = 2048;

    private @Nullable PrivateKey key;

    synchronized PrivateKey key() {
        PrivateKey made = key;
        if (made == null) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(RSA_BITS);
                made = generator.generateKeyPair().getPrivate();
            } catch (NoSuchAlgorithmException never) {
                throw new IllegalStateException("every JDK has RSA", never);
            }
            key = made;
        }
        return made;
    }
}
