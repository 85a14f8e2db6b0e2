/** Answers are believed by either of two keys, each under its own id only; the newest is named to the platform. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformKeysTest {
    private static final KeyPair OLD = TestWechat.PLATFORM;
    private static final KeyPair NEW = TestWechat.newKeys();
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final PlatformKeys keys = keys();

    @Test
    void eachKeyIsBelievedUnderItsOwnId() throws Exception {
        assertThat(keys.verify("old", "1\nn\n{}\n", signature(OLD))).isTrue();
        assertThat(keys.verify("new", "1\nn\n{}\n", signature(NEW))).isTrue();
        assertThat(keys.verify("new", "1\nn\n{}\n", signature(OLD))).isFalse();
        assertThat(keys.verify("other", "1\nn\n{}\n", signature(NEW))).isFalse();
        assertThat(keys.verify("new", "2\nn\n{}\n", signature(NEW))).isFalse();
        assertThat(keys.verify("new", "1\nn\n{}\n", "not base64 at all")).isFalse();
        assertThat(keys.signed("old", "1", "n", BODY, signature(OLD))).isTrue();
        assertThat(keys.signed("other", "1", "n", BODY, signature(OLD))).isFalse();
    }

    @Test
    void theNewestIsNamed() {
        assertThat(keys.getSerialNumber()).isEqualTo("new");
        assertThat(keys.newestKey()).isEqualTo(NEW.getPublic());
        assertThat(keys.ids()).containsExactly("new", "old");
    }

    private static PlatformKeys keys() {
        Map<String, PublicKey> byId = new LinkedHashMap<>();
        byId.put("new", NEW.getPublic());
        byId.put("old", OLD.getPublic());
        return new PlatformKeys(byId);
    }

    private static String signature(KeyPair signer) {
        return TestWechat.signature(signer.getPrivate(), "1", "n", BODY);
    }
}
