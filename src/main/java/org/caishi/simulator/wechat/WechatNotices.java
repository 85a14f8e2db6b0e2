/** Sends notices to merchants: at once, again until they are acknowledged, and as wrongly as a test asks for. */
package org.caishi.simulator.wechat;

import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.caishi.simulator.wallet.Courier;
import org.caishi.simulator.wallet.Delays;
import org.caishi.simulator.wallet.Faults;
import org.caishi.simulator.wallet.Parcel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatNotices {
    private static final Logger log = LoggerFactory.getLogger(WechatNotices.class);

    /** After the first attempt: 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, the service's published rhythm. */
    private static final List<Duration> RETRIES = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(3),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(6));

    private final WechatKeys keys;
    private final WechatSignature signature;
    private final WechatTransactions transactions;
    private final WechatFaults faults;
    private final Clock clock;
    private final Courier courier;

    WechatNotices(
            WechatKeys keys,
            WechatSignature signature,
            WechatTransactions transactions,
            WechatFaults faults,
            Delays delays,
            Clock clock) {
        this.keys = keys;
        this.signature = signature;
        this.transactions = transactions;
        this.faults = faults;
        this.clock = clock;
        this.courier = new Courier(delays, RETRIES);
    }

    /** Tells the merchant that an order is paid, after a delay of the real service. */
    void paid(WechatTransaction transaction, Duration after) {
        String url = transaction.order().notifyUrl();
        if (!url.isEmpty()) {
            String number = transaction.order().outTradeNo();
            send(
                    notice(WechatNotice.Kind.PAID, number, url, wrong -> WechatAnswers.paid(transaction, keys, wrong)),
                    after);
        }
    }

    /** Tells the merchant that a refund is done. */
    void refunded(WechatTransaction transaction, WechatRefund refund) {
        String url = refund.notifyUrl();
        if (url != null) {
            String number = transaction.order().outTradeNo();
            send(
                    notice(
                            WechatNotice.Kind.REFUNDED,
                            number,
                            url,
                            wrong -> WechatAnswers.refunded(transaction, refund, keys, wrong)),
                    Duration.ZERO);
        }
    }

    @PreDestroy
    void close() {
        courier.close();
    }

    private void send(WechatNotice notice, Duration after) {
        courier.send(new Letter(notice), after);
    }

    private WechatNotice notice(
            WechatNotice.Kind kind, String outTradeNo, String url, Function<Faults, Object> resource) {
        return new WechatNotice(
                kind,
                "EV-" + UUID.randomUUID(),
                outTradeNo,
                url,
                WechatJson.time(clock.instant()),
                faults.take(outTradeNo),
                resource);
    }

    /** A notice in the courier's hands. */
    private final class Letter implements Parcel {
        private final WechatNotice notice;

        Letter(WechatNotice notice) {
            this.notice = notice;
        }

        @Override
        public String orderNo() {
            return notice.outTradeNo();
        }

        @Override
        public Faults faults() {
            return notice.faults();
        }

        @Override
        public HttpRequest message(int attempt) {
            return request(notice.url(), notice.message(attempt, keys, signature));
        }

        @Override
        public boolean isTaken(HttpResponse<String> answer) {
            return answer.statusCode() >= 200 && answer.statusCode() < 300;
        }

        @Override
        public void tried(int attempt, int status, boolean taken) {
            if (notice.kind() == WechatNotice.Kind.PAID) {
                note(notice, attempt, status);
            }
        }
    }

    private static HttpRequest request(String url, WechatNotice.Message message) {
        WechatSignature.Vouched vouched = message.vouched();
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Courier.ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .header("Accept", "*/*")
                .header("User-Agent", "Mozilla/4.0")
                .header("Request-ID", WechatSignature.nonce(32))
                .header("Wechatpay-Timestamp", vouched.timestamp())
                .header("Wechatpay-Nonce", vouched.nonce())
                .header("Wechatpay-Signature", vouched.signature())
                .header("Wechatpay-Serial", vouched.serial())
                .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
                .POST(HttpRequest.BodyPublishers.ofString(message.body()))
                .build();
    }

    private void note(WechatNotice notice, int attempt, int status) {
        try {
            var _ = transactions.change(notice.outTradeNo(), order -> order.noticed(attempt, status));
        } catch (WechatRefusal dropped) {
            log.debug("order {} was dropped before its notice arrived", notice.outTradeNo());
        }
    }
}
