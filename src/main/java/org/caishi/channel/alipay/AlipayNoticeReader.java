/** Reads notices of Alipay: who sent it and when, over the raw bytes; then what it says and to whom. */
package org.caishi.channel.alipay;

import java.time.Clock;
import java.time.Duration;
import org.caishi.channel.ChannelName;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RawNotice;
import org.caishi.platform.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Freshness goes by {@code notify_time}, which the manual calls the time of sending: each of the retries over 25 hours has
 * its own. Should one come with the time of the first, it is refused as old and the order is found paid by asking.
 *
 * <p>A notice of a refund carries {@code refund_fee}, the sum of <em>all</em> refunds of the trade so far, so the single
 * refund cannot be read from it; nor does it un-pay anything, although a trade that is given back whole is called closed.
 * It is acknowledged, and what became of our own refunds is asked ({@code queryRefund}).
 */
final class AlipayNoticeReader {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final int LONGEST_KIND = 64;

    private final AlipayContract contract;
    private final AlipayKeys keys;
    private final Clock clock;

    AlipayNoticeReader(AlipayContract contract, Clock clock) {
        this.contract = contract;
        this.keys = new AlipayKeys(contract);
        this.clock = clock;
    }

    /** Never throws; the words of a refusal hold nothing of what was sent. */
    NoticeReading read(RawNotice notice) {
        if (notice.body().length > MAX_BODY_BYTES) {
            return new NoticeReading.Refused(Reason.MALFORMED, "longer than " + MAX_BODY_BYTES + " bytes");
        }
        try {
            AlipayForm form = AlipayForm.read(notice.body());
            NoticeReading.@Nullable Refused refused = doubt(form);
            return refused != null ? refused : opened(form, notice);
        } catch (RuntimeException odd) {
            // Forms, numbers, times: whatever it was, nothing is to come of it but a refusal.
            return new NoticeReading.Refused(
                    Reason.MALFORMED, "cannot be read, " + odd.getClass().getSimpleName());
        }
    }

    /** What speaks against its being genuine, fresh and ours, if anything does. */
    private NoticeReading.@Nullable Refused doubt(AlipayForm form) {
        if (!form.text("sign_type").equals("RSA2")) {
            return new NoticeReading.Refused(Reason.SIGNATURE, "not signed as agreed");
        }
        if (!keys.isAlipays(form.signedText(), form.text("sign"))) {
            return new NoticeReading.Refused(Reason.SIGNATURE, "the signature does not fit the form");
        }
        if (!form.text("app_id").equals(contract.appId())) {
            return new NoticeReading.Refused(Reason.NOT_FOR_US, "about another application");
        }
        Duration age = Duration.between(AlipayText.time(form.present("notify_time")), clock.instant())
                .abs();
        return age.compareTo(MAX_AGE) > 0
                ? new NoticeReading.Refused(Reason.STALE, age.toSeconds() + " s away from our clock")
                : null;
    }

    private NoticeReading opened(AlipayForm form, RawNotice notice) {
        String state = form.text("trade_status");
        boolean givenBack = isGivenBack(form);
        boolean paid = state.equals("TRADE_SUCCESS") || state.equals("TRADE_FINISHED");
        if (state.isEmpty()) {
            return other(form.text("notify_type"));
        }
        if (!form.text("seller_id").equals(contract.sellerId())) {
            return new NoticeReading.Refused(Reason.NOT_FOR_US, "about another seller");
        }
        return paid && !givenBack
                ? new NoticeReading.Paid(paid(form, notice))
                : other(givenBack ? state + " after a refund" : state);
    }

    /** Notices of payments have been seen to carry a {@code refund_fee} of 0.00. */
    private static boolean isGivenBack(AlipayForm form) {
        String sum = form.text("refund_fee");
        return !form.text("gmt_refund").isEmpty()
                || (!sum.isEmpty() && !AlipayText.money(sum).isZero());
    }

    private static NoticeReading other(String kind) {
        return new NoticeReading.Other(Excerpt.of(kind, LONGEST_KIND));
    }

    /** What was ordered without our {@code passback_params} went to the seller itself. */
    private PaidNotice paid(AlipayForm form, RawNotice notice) {
        String merchantNo = form.text("passback_params");
        String currency = form.text("trans_currency");
        return new PaidNotice(
                ChannelName.ALIPAY,
                form.present("trade_no"),
                form.present("out_trade_no"),
                merchantNo.isEmpty() ? contract.sellerId() : merchantNo,
                AlipayText.money(form.present("total_amount")),
                currency.isEmpty() ? "CNY" : currency,
                AlipayText.time(form.present("gmt_payment")),
                notice.receivedAt(),
                PaidNotice.Source.NOTICE);
    }
}
