/** A notice on its way to the merchant: what it says, and the message one attempt sends. */
package org.caishi.simulator.wechat;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.caishi.simulator.wallet.Faults;
import org.caishi.simulator.wallet.RsaSha256;

/**
 * @param id stays the same through all attempts and duplicates
 * @param resource what is encrypted, made for the faults of an attempt
 */
record WechatNotice(
        Kind kind,
        String id,
        String outTradeNo,
        String url,
        String createTime,
        Faults faults,
        Function<Faults, Object> resource) {
    private static final String ANOTHER_KEY = "another-key-another-key-another-";
    private static final String PROBE = "WECHATPAY/SIGNTEST/";

    /** The service's {@code event_type}, {@code summary} and {@code original_type}. */
    enum Kind {
        PAID("TRANSACTION.SUCCESS", "支付成功", "transaction"),
        REFUNDED("REFUND.SUCCESS", "退款成功", "refund");

        private final String event;
        private final String summary;
        private final String original;

        Kind(String event, String summary, String original) {
            this.event = event;
            this.summary = summary;
            this.original = original;
        }
    }

    /** The body and headers of one attempt. */
    record Message(String body, WechatSignature.Vouched vouched) {}

    private record Body(
            String id, String createTime, String resourceType, String eventType, String summary, Resource resource) {}

    private record Resource(
            String originalType, String algorithm, String ciphertext, String associatedData, String nonce) {}

    /** Encrypts and signs one attempt, counted from 1, with what is wrong with it. */
    Message message(int attempt, WechatKeys keys, WechatSignature signature) {
        Faults wrong = faults.at(attempt);
        String nonce = WechatSignature.nonce(12);
        String ciphertext = WechatSignature.sealed(
                wrong.wrongKey() ? ANOTHER_KEY : keys.apiV3Key(),
                nonce,
                kind.original,
                WechatJson.bytes(resource.apply(wrong)));
        byte[] body = WechatJson.bytes(new Body(
                id,
                createTime,
                "encrypt-resource",
                kind.event,
                kind.summary,
                new Resource(kind.original, "AEAD_AES_256_GCM", ciphertext, kind.original, nonce)));
        WechatSignature.Vouched right = signature.vouch(body, wrong.ageSeconds());
        return new Message(
                new String(body, StandardCharsets.UTF_8),
                new WechatSignature.Vouched(
                        right.timestamp(), right.nonce(), signed(right.signature(), wrong), right.serial()));
    }

    private static String signed(String right, Faults wrong) {
        if (wrong.probe()) {
            return PROBE + right.substring(PROBE.length());
        }
        return wrong.badSignature() ? RsaSha256.spoilt(right) : right;
    }
}
