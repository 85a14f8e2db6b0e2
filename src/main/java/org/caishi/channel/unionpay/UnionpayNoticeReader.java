/** Reads notices of UnionPay: who sent it and when, over the form as it came; then what it says and to whom. */
package org.caishi.channel.unionpay;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RawNotice;
import org.jspecify.annotations.Nullable;

/**
 * The signature is over the names and values, so the order of the fields is not part of it; everything else is. A notice
 * says in {@code notifyTime} when it was sent, as the acquirer signs every attempt anew, and is refused when that is more
 * than five minutes away. The public form has no such field: without it a notice of any age is taken, which does no harm, for
 * a payment told again is booked once.
 */
final class UnionpayNoticeReader {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final UnionpayContract contract;
    private final Clock clock;

    UnionpayNoticeReader(UnionpayContract contract, Clock clock) {
        this.contract = contract;
        this.clock = clock;
    }

    /** Never throws; the words of a refusal hold nothing of what was sent. */
    NoticeReading read(RawNotice notice) {
        if (notice.body().length > MAX_BODY_BYTES) {
            return new NoticeReading.Refused(Reason.MALFORMED, "longer than " + MAX_BODY_BYTES + " bytes");
        }
        try {
            UnionpayForm form = UnionpayForm.decoded(new String(notice.body(), StandardCharsets.UTF_8));
            NoticeReading.@Nullable Refused refused = doubt(form);
            return refused != null ? refused : opened(form, notice.receivedAt());
        } catch (RuntimeException odd) {
            // Encoding, numbers, times: whatever it was, nothing is to come of it but a refusal.
            return new NoticeReading.Refused(
                    Reason.MALFORMED, "cannot be read, " + odd.getClass().getSimpleName());
        }
    }

    /** What speaks against its being genuine, fresh and ours, if anything does. */
    private NoticeReading.@Nullable Refused doubt(UnionpayForm form) {
        if (form.get(UnionpayForm.SIGNATURE).isEmpty()) {
            return new NoticeReading.Refused(Reason.SIGNATURE, "not signed");
        }
        if (!UnionpaySignature.isGenuine(form, contract.platformKeys())) {
            return new NoticeReading.Refused(Reason.SIGNATURE, "the signature does not fit the form");
        }
        String sent = form.get("notifyTime");
        if (!sent.isEmpty()) {
            Duration age = Duration.between(UnionpayGateway.instant(sent), clock.instant());
            if (age.abs().compareTo(MAX_AGE) > 0) {
                return new NoticeReading.Refused(Reason.STALE, age.toSeconds() + " s away from our clock");
            }
        }
        return form.get("merId").equals(contract.merchantId())
                ? null
                : new NoticeReading.Refused(Reason.NOT_FOR_US, "about another service provider");
    }

    private static NoticeReading opened(UnionpayForm form, Instant receivedAt) {
        String type = form.present("txnType");
        if (!form.get("respCode").equals("00")) {
            return new NoticeReading.Other("not done");
        }
        return switch (type) {
            case "01" -> new NoticeReading.Paid(UnionpayOrders.payment(form, receivedAt, PaidNotice.Source.NOTICE));
            case "04" -> new NoticeReading.Refunded(UnionpayRefundDesk.refund(form));
            default -> new NoticeReading.Other("of another kind");
        };
    }
}
