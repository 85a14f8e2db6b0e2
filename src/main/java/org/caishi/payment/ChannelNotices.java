/** Takes the channels' notices: verified over the raw bytes, booked, and only then acknowledged. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.NoticeAnswer;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RawNotices;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.Refusals;
import org.caishi.identity.Anyone;
import org.caishi.payment.NoticeEvidence.Door;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChannelNotices {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelNotices.class);

    /** The largest genuine notice has a few kilobytes. */
    private static final int MOST_BYTES = 64 * 1024;

    private final Channels channels;
    private final Completion completion;
    private final Refunds refunds;
    private final NoticeEvidence evidence;
    private final Refusals refusals;
    private final MeterRegistry meters;
    private final Clock clock;

    ChannelNotices(
            Channels channels,
            Completion completion,
            Refunds refunds,
            NoticeEvidence evidence,
            Refusals refusals,
            MeterRegistry meters,
            Clock clock) {
        this.channels = channels;
        this.completion = completion;
        this.refunds = refunds;
        this.evidence = evidence;
        this.refusals = refusals;
        this.meters = meters;
        this.clock = clock;
    }

    @Anyone
    @PostMapping({"/notify/wechat/pay", "/notify/wechat/refund"})
    ResponseEntity<String> wechat(HttpServletRequest request) throws IOException {
        return take(ChannelName.WECHAT, request);
    }

    @Anyone
    @PostMapping("/notify/alipay")
    ResponseEntity<String> alipay(HttpServletRequest request) throws IOException {
        return take(ChannelName.ALIPAY, request);
    }

    @Anyone
    @PostMapping("/notify/alipay/{accountId}")
    ResponseEntity<String> alipay(@PathVariable long accountId, HttpServletRequest request) throws IOException {
        return take(ChannelName.ALIPAY, accountId, request);
    }

    @Anyone
    @PostMapping("/notify/unionpay")
    ResponseEntity<String> unionpay(HttpServletRequest request) throws IOException {
        return take(ChannelName.UNIONPAY, request);
    }

    @Anyone
    @PostMapping("/notify/unionpay/{accountId}")
    ResponseEntity<String> unionpay(@PathVariable long accountId, HttpServletRequest request) throws IOException {
        return take(ChannelName.UNIONPAY, accountId, request);
    }

    /** Of an account that is kept in the product; its refunds come to the same address. */
    @Anyone
    @PostMapping("/notify/wechat/pay/{accountId}")
    ResponseEntity<String> wechat(@PathVariable long accountId, HttpServletRequest request) throws IOException {
        return take(ChannelName.WECHAT, accountId, request);
    }

    private ResponseEntity<String> take(ChannelName name, HttpServletRequest request) throws IOException {
        return take(name, ChannelAccount.ENVIRONMENT, request);
    }

    private ResponseEntity<String> take(ChannelName name, long accountId, HttpServletRequest request)
            throws IOException {
        PaymentChannel channel = (accountId == ChannelAccount.ENVIRONMENT
                        ? channels.own(name)
                        : channels.byAccount(name, accountId))
                .orElseThrow(() -> new NotFound("channel " + name));
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Instant received = clock.instant();
        RawNotice notice = new RawNotice(body, headers(request), received);
        NoticeReading reading = body.length > MOST_BYTES
                ? new NoticeReading.Refused(NoticeReading.Reason.MALFORMED, "longer than any genuine notice")
                : heard(channel.read(notice), name, accountId);
        NoticeAnswer answer = answer(channel, reading, notice, new Door(name, accountId, request.getRemoteAddr()));
        meters.timer("caishi.notice.time", "channel", name.name()).record(Duration.between(received, clock.instant()));
        return ResponseEntity.status(answer.status())
                .contentType(MediaType.parseMediaType(answer.contentType()))
                .body(answer.body());
    }

    /** The raw bytes are written beside the booking; what is acknowledged is booked and kept. */
    private NoticeAnswer answer(PaymentChannel channel, NoticeReading reading, RawNotice notice, Door door) {
        try {
            RawNotices.Kept kept = evidence.keep(door, notice, reading);
            NoticeAnswer answer = switch (reading) {
                case NoticeReading.Paid(var paid) -> book(channel, paid);
                case NoticeReading.Refunded(var refund) -> bookRefund(channel, refund);
                case NoticeReading.Other other -> channel.accepted();
                case NoticeReading.Refused refused -> {
                    LOG.warn("refused a notice of {} ({}): {}", door.channel(), refused.reason(), refused.why());
                    count(
                            channels.marketOf(door.channel(), door.accountId()),
                            door.channel(),
                            refused.reason().name());
                    yield channel.refused(refused);
                }
            };
            kept.await();
            return answer;
        } catch (GroupCommit.Busy | GroupCommit.OutcomeUnknown later) {
            return channel.refused("try again");
        } catch (RuntimeException failure) {
            LOG.error("could not keep a notice of {}; the channel will come again", door.channel(), failure);
            return channel.refused("try again");
        }
    }

    /** What an account says of others' sub-merchants is not heard. */
    private NoticeReading heard(NoticeReading reading, ChannelName name, long accountId) {
        String merchantNo = switch (reading) {
            case NoticeReading.Paid(var notice) -> notice.merchantNo();
            case NoticeReading.Refunded(var refund) -> refund.merchantNo();
            case NoticeReading.Other other -> "";
            case NoticeReading.Refused refused -> "";
        };
        return merchantNo.isEmpty() || channels.speaksFor(name, accountId, merchantNo)
                ? reading
                : new NoticeReading.Refused(NoticeReading.Reason.NOT_FOR_US, "about a sub-merchant of another account");
    }

    private NoticeAnswer book(PaymentChannel channel, org.caishi.channel.PaidNotice notice) {
        try {
            return switch (completion.settle(notice)) {
                case Outcome.Booked booked -> channel.accepted();
                case Outcome.AlreadyBooked already -> channel.accepted();
                case Outcome.OwedBack owed -> channel.accepted();
                case Outcome.NotOurs notOurs -> {
                    LOG.warn("a genuine notice names another merchant than order {} has: not booked", notice.orderNo());
                    count(0, notice.channel(), "MERCHANT");
                    yield channel.refused("not the order's merchant");
                }
            };
        } catch (GroupCommit.Busy | GroupCommit.OutcomeUnknown later) {
            return channel.refused("try again");
        } catch (RuntimeException failure) {
            LOG.error("could not book the payment of order {}; the channel will come again", notice.orderNo(), failure);
            return channel.refused("try again");
        }
    }

    private NoticeAnswer bookRefund(PaymentChannel channel, RefundNotice notice) {
        try {
            return switch (refunds.settle(notice, "NOTICE")) {
                case RefundOutcome.Booked booked -> channel.accepted();
                case RefundOutcome.AlreadyBooked already -> channel.accepted();
                case RefundOutcome.TooEarly early -> channel.refused("its payment is not known yet");
                case RefundOutcome.NotOurs(String why) -> {
                    count(0, notice.channel(), "REFUND");
                    yield channel.refused(why);
                }
            };
        } catch (RuntimeException failure) {
            LOG.error("could not book a refund of order {}; the channel will come again", notice.orderNo(), failure);
            return channel.refused("try again");
        }
    }

    private void count(long marketId, ChannelName channel, String reason) {
        refusals.count(marketId, channel, reason);
        meters.counter("caishi.notice.refused", "channel", channel.name(), "reason", reason)
                .increment();
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : RawNotice.HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
