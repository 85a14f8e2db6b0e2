/** Reads notices of WeChat Pay: who sent it and when, over the raw bytes; then what it says and to whom. */
package org.caishi.channel.wechat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.caishi.channel.ChannelName;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundNotice;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The SDK's own parser decodes the body into a string first and does not look at its age; this one costs one RSA
 * verification, one AES-GCM decryption and two short JSON texts a notice.
 */
final class WechatNoticeReader {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    /** Sent by the platform with a wrong signature, to see whether we look. */
    private static final String PROBE = "WECHATPAY/SIGNTEST/";

    private static final String ALGORITHM = "AEAD_AES_256_GCM";
    private static final int TAG_BITS = 128;
    private static final int LONGEST_KIND = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BODY_BYTES)
                            .maxNestingDepth(16)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private final WechatContract contract;
    private final Clock clock;
    private final SecretKeySpec apiV3Key;

    WechatNoticeReader(WechatContract contract, Clock clock) {
        this.contract = contract;
        this.clock = clock;
        this.apiV3Key = new SecretKeySpec(contract.apiV3Key().getBytes(StandardCharsets.UTF_8), "AES");
    }

    private record Envelope(
            @Nullable String eventType, @Nullable Resource resource) {}

    private record Resource(
            @Nullable String algorithm,
            @Nullable String ciphertext,
            @Nullable String associatedData,
            @Nullable String nonce) {}

    private record Transaction(
            @Nullable String spAppid,
            @Nullable String spMchid,
            @Nullable String subMchid,
            @Nullable String outTradeNo,
            @Nullable String transactionId,
            @Nullable String tradeState,
            @Nullable String successTime,
            @Nullable Amount amount) {}

    private record Amount(@Nullable Long total, @Nullable String currency) {}

    private record Refund(
            @Nullable String spMchid,
            @Nullable String subMchid,
            @Nullable String outTradeNo,
            @Nullable String transactionId,
            @Nullable String outRefundNo,
            @Nullable String refundId,
            @Nullable String refundStatus,
            @Nullable String successTime,
            @Nullable RefundAmount amount) {}

    private record RefundAmount(@Nullable Long refund) {}

    /** Never throws; the words of a refusal hold nothing of what was sent. */
    NoticeReading read(RawNotice notice) {
        try {
            NoticeReading.@Nullable Refused refused = doubt(notice);
            return refused != null ? refused : opened(notice);
        } catch (GeneralSecurityException wrongKey) {
            return new NoticeReading.Refused(Reason.MALFORMED, "cannot be decrypted with our APIv3 key");
        } catch (RuntimeException odd) {
            // JSON, numbers, times, Base64: whatever it was, nothing is to come of it but a refusal.
            return new NoticeReading.Refused(
                    Reason.MALFORMED, "cannot be read, " + odd.getClass().getSimpleName());
        }
    }

    /** What speaks against its being genuine and fresh, if anything does. */
    private NoticeReading.@Nullable Refused doubt(RawNotice notice) throws GeneralSecurityException {
        if (notice.body().length > MAX_BODY_BYTES) {
            return new NoticeReading.Refused(Reason.MALFORMED, "longer than " + MAX_BODY_BYTES + " bytes");
        }
        String signature = notice.header("wechatpay-signature");
        if (signature.startsWith(PROBE)) {
            return new NoticeReading.Refused(Reason.PROBE, "a probe with a deliberately wrong signature");
        }
        String keyId = notice.header("wechatpay-serial");
        if (!contract.platformKeys().knows(keyId)) {
            return new NoticeReading.Refused(Reason.SIGNATURE, "signed with a key that is not a configured one");
        }
        String timestamp = notice.header("wechatpay-timestamp");
        long age = Math.abs(Math.subtractExact(clock.instant().getEpochSecond(), Long.parseLong(timestamp)));
        if (age > MAX_AGE.toSeconds()) {
            return new NoticeReading.Refused(Reason.STALE, age + " s away from our clock");
        }
        return contract.platformKeys()
                        .signed(keyId, timestamp, notice.header("wechatpay-nonce"), notice.body(), signature)
                ? null
                : new NoticeReading.Refused(Reason.SIGNATURE, "the signature does not fit the body");
    }

    private NoticeReading opened(RawNotice notice) throws GeneralSecurityException {
        Envelope envelope = JSON.readValue(notice.body(), Envelope.class);
        String event = present(envelope.eventType());
        return switch (event) {
            case "TRANSACTION.SUCCESS" -> payment(event, decrypted(present(envelope.resource())), notice);
            case "REFUND.SUCCESS" -> refund(event, decrypted(present(envelope.resource())));
            default ->
                new NoticeReading.Other(event.length() <= LONGEST_KIND ? event : event.substring(0, LONGEST_KIND));
        };
    }

    private NoticeReading refund(String event, byte[] resource) {
        Refund refund = JSON.readValue(resource, Refund.class);
        if (!contract.spMchid().equals(refund.spMchid())) {
            return new NoticeReading.Refused(Reason.NOT_FOR_US, "about another service provider");
        }
        if (!"SUCCESS".equals(refund.refundStatus())) {
            return new NoticeReading.Other(event + " in another state");
        }
        return new NoticeReading.Refunded(new RefundNotice(
                ChannelName.WECHAT,
                present(refund.outRefundNo()),
                present(refund.refundId()),
                present(refund.outTradeNo()),
                present(refund.transactionId()),
                present(refund.subMchid()),
                Money.ofFen(present(present(refund.amount()).refund())),
                OffsetDateTime.parse(present(refund.successTime())).toInstant()));
    }

    private NoticeReading payment(String event, byte[] resource, RawNotice notice) {
        Transaction transaction = JSON.readValue(resource, Transaction.class);
        if (!contract.spMchid().equals(transaction.spMchid())
                || !contract.spAppid().equals(transaction.spAppid())) {
            return new NoticeReading.Refused(Reason.NOT_FOR_US, "about another service provider or application");
        }
        if (!"SUCCESS".equals(transaction.tradeState())) {
            return new NoticeReading.Other(event + " in another state");
        }
        return new NoticeReading.Paid(paid(transaction, notice));
    }

    private static PaidNotice paid(Transaction transaction, RawNotice notice) {
        Amount amount = present(transaction.amount());
        return new PaidNotice(
                ChannelName.WECHAT,
                present(transaction.transactionId()),
                present(transaction.outTradeNo()),
                present(transaction.subMchid()),
                Money.ofFen(present(amount.total())),
                present(amount.currency()),
                OffsetDateTime.parse(present(transaction.successTime())).toInstant(),
                notice.receivedAt(),
                PaidNotice.Source.NOTICE);
    }

    private byte[] decrypted(Resource resource) throws GeneralSecurityException {
        if (!ALGORITHM.equals(resource.algorithm())) {
            throw new IllegalArgumentException("an algorithm that is not agreed");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = present(resource.nonce()).getBytes(StandardCharsets.UTF_8);
        cipher.init(Cipher.DECRYPT_MODE, apiV3Key, new GCMParameterSpec(TAG_BITS, nonce));
        if (resource.associatedData() != null) {
            cipher.updateAAD(resource.associatedData().getBytes(StandardCharsets.UTF_8));
        }
        return cipher.doFinal(Base64.getDecoder().decode(present(resource.ciphertext())));
    }

    /** A field without which the notice means nothing. */
    private static <T> T present(@Nullable T field) {
        if (field == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return field;
    }
}
