/** Takes the channels' notices: verified over the raw bytes, booked, and only then acknowledged. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.NoticeAnswer;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundNotice;
import org.caishi.identity.Anyone;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
    private final MeterRegistry meters;
    private final Clock clock;

    ChannelNotices(Channels channels, Completion completion, Refunds refunds, MeterRegistry meters, Clock clock) {
        this.channels = channels;
        this.completion = completion;
        this.refunds = refunds;
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
    @PostMapping("/notify/unionpay")
    ResponseEntity<String> unionpay(HttpServletRequest request) throws IOException {
        return take(ChannelName.UNIONPAY, request);
    }

    private ResponseEntity<String> take(ChannelName name, HttpServletRequest request) throws IOException {
        PaymentChannel channel = channels.own(name).orElseThrow(() -> new NotFound("channel " + name));
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        Instant received = clock.instant();
        NoticeReading reading = body.length > MOST_BYTES
                ? new NoticeReading.Refused(NoticeReading.Reason.MALFORMED, "longer than any genuine notice")
                : channel.read(new RawNotice(body, headers(request), received));
        NoticeAnswer answer = switch (reading) {
            case NoticeReading.Paid(var notice) -> book(channel, notice);
            case NoticeReading.Refunded(var refund) -> bookRefund(channel, refund);
            case NoticeReading.Other other -> channel.accepted();
            case NoticeReading.Refused refused -> {
                LOG.warn("refused a notice of {} ({}): {}", name, refused.reason(), refused.why());
                count(name, refused.reason().name());
                yield channel.refused(refused);
            }
        };
        meters.timer("caishi.notice.time", "channel", name.name()).record(Duration.between(received, clock.instant()));
        return ResponseEntity.status(answer.status())
                .contentType(MediaType.parseMediaType(answer.contentType()))
                .body(answer.body());
    }

    private NoticeAnswer book(PaymentChannel channel, org.caishi.channel.PaidNotice notice) {
        try {
            return switch (completion.settle(notice)) {
                case Outcome.Booked booked -> channel.accepted();
                case Outcome.AlreadyBooked already -> channel.accepted();
                case Outcome.OwedBack owed -> channel.accepted();
                case Outcome.NotOurs notOurs -> {
                    LOG.warn("a genuine notice names another merchant than order {} has: not booked", notice.orderNo());
                    count(notice.channel(), "MERCHANT");
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
                    count(notice.channel(), "REFUND");
                    yield channel.refused(why);
                }
            };
        } catch (RuntimeException failure) {
            LOG.error("could not book a refund of order {}; the channel will come again", notice.orderNo(), failure);
            return channel.refused("try again");
        }
    }

    private void count(ChannelName channel, String reason) {
        meters.counter("caishi.notice.refused", "channel", channel.name(), "reason", reason)
                .increment();
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }
}
