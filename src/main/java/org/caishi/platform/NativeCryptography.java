/** Puts AWS-LC in front of the JDK's cryptography where its native library runs: an RSA-2048 signature costs a quarter. */
package org.caishi.platform;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Before any key is read, for only a key that the provider itself has read is fast with it. Where it has no library for
 * the machine, the JDK's own cryptography does the same work.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class NativeCryptography implements EnvironmentPostProcessor {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
            Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        }
    }
}
