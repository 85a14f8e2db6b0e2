/** The fields of one message of the interface, the acquirer's side: sorted, signed, checked. */
package org.caishi.simulator.unionpay;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caishi.simulator.wallet.RsaSha256;
import org.jspecify.annotations.Nullable;

/** Written apart from the adapter's, so that the two cannot be wrong in the same way without a test with outside vectors. */
final class UnionpayMessage {
    private final SortedMap<String, String> fields = new TreeMap<>();

    static UnionpayMessage of(Map<String, String> fields) {
        UnionpayMessage message = new UnionpayMessage();
        message.fields.putAll(fields);
        return message;
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Leaves out what there is none of. */
    UnionpayMessage with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    UnionpayMessage signed(PrivateKey key) {
        return with("signature", RsaSha256.sign(key, digest()));
    }

    boolean isSignedBy(PublicKey key) {
        return RsaSha256.isSigned(key, get("signature"), digest());
    }

    /** As the gateway answers: nothing encoded. */
    String plain() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    /** As the gateway posts notices. */
    String form() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private byte[] digest() {
        String text = fields.entrySet().stream()
                .filter(field ->
                        !field.getKey().equals("signature") && !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }
}
