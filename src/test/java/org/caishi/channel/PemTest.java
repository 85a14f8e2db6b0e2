/** What people paste is read when it is a key, and told apart when it is something else. */
package org.caishi.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.caishi.platform.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {
    @Test
    void keysAreReadWithWhateverStandsAroundThem() throws Exception {
        KeyPair keys = keys("RSA", 2048);

        assertThat(Pem.privateKey("Bag Attributes\r\n"
                        + pem("PRIVATE KEY", keys.getPrivate().getEncoded(), "\r\n")))
                .isEqualTo(keys.getPrivate());
        assertThat(Pem.publicKey("  " + pem("PUBLIC KEY", keys.getPublic().getEncoded(), " ") + "\n\n"))
                .isEqualTo(keys.getPublic());
    }

    @Test
    void aShortKeyAndAKeyOfAnotherKindAreRefused() throws Exception {
        assertThatThrownBy(() -> Pem.privateKey(
                        pem("PRIVATE KEY", keys("RSA", 1024).getPrivate().getEncoded(), "\n")))
                .isInstanceOfSatisfying(BadInput.class, bad -> {
                    assertThat(bad.messageKey()).isEqualTo("channel.pem.short");
                    assertThat(bad.arguments()).containsExactly("1024");
                });
        assertThatThrownBy(() -> Pem.publicKey(
                        pem("PUBLIC KEY", keys("EC", 256).getPublic().getEncoded(), "\n")))
                .isInstanceOfSatisfying(
                        BadInput.class, bad -> assertThat(bad.messageKey()).isEqualTo("channel.pem.broken"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', channel.pem.none",
        "MIIEvQIBADANBgkq, channel.pem.none",
        "-----BEGIN PRIVATE KEY-----MIIE, channel.pem.none",
        "-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY-----, channel.pem.pkcs1",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----MIIE-----END ENCRYPTED PRIVATE KEY-----, channel.pem.encrypted",
        "-----BEGIN CERTIFICATE-----MIIE-----END CERTIFICATE-----, channel.pem.not.private",
        "-----BEGIN PRIVATE KEY-----MIIE-----END PRIVATE KEY-----, channel.pem.broken",
        "-----BEGIN PRIVATE KEY-----M=I-----END PRIVATE KEY-----, channel.pem.broken"
    })
    void whatIsNoPrivateKeyIsNamed(String pasted, String words) {
        assertThatThrownBy(() -> Pem.privateKey(pasted))
                .isInstanceOfSatisfying(
                        BadInput.class, bad -> assertThat(bad.messageKey()).isEqualTo(words));
    }

    private static KeyPair keys(String kind, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(String kind, byte[] der, String separator) {
        String base64 = Base64.getMimeEncoder(64, separator.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----" + separator + base64 + separator + "-----END " + kind + "-----";
    }
}
