/** Sends notices to merchants: at once, again until they are acknowledged, and as wrongly as a test asks for. */
package org.caishi.simulator.wechat;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(10);
    private static final int AT_ONCE = 64;
    /** Notices under way, those that wait for a retry included; what is beyond is lost, as delivery is not guaranteed. */
    private static final int MOST_UNDER_WAY = 200_000;

    private final WechatKeys keys;
    private final WechatSignature signature;
    private final WechatTransactions transactions;
    private final WechatFaults faults;
    private final WechatDelays delays;
    private final Clock clock;
    private final WechatHeldBack heldBack = new WechatHeldBack();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ANSWER_WITHIN)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    WechatNotices(
            WechatKeys keys,
            WechatSignature signature,
            WechatTransactions transactions,
            WechatFaults faults,
            WechatDelays delays,
            Clock clock) {
        this.keys = keys;
        this.signature = signature;
        this.transactions = transactions;
        this.faults = faults;
        this.delays = delays;
        this.clock = clock;
    }

    /** Tells the merchant that an order is paid, after a delay of the real service. */
    void paid(WechatTransaction transaction, Duration after) {
        String url = transaction.order().notifyUrl();
        if (!url.isEmpty()) {
            String number = transaction.order().outTradeNo();
            start(
                    notice(WechatNotice.Kind.PAID, number, url, wrong -> WechatAnswers.paid(transaction, keys, wrong)),
                    after);
        }
    }

    /** Tells the merchant that a refund is done. */
    void refunded(WechatTransaction transaction, WechatRefund refund) {
        String url = refund.notifyUrl();
        if (url != null) {
            String number = transaction.order().outTradeNo();
            start(
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
        http.shutdownNow();
    }

    private WechatNotice notice(
            WechatNotice.Kind kind,
            String outTradeNo,
            String url,
            java.util.function.Function<WechatFaults.Faults, Object> resource) {
        return new WechatNotice(
                kind,
                "EV-" + UUID.randomUUID(),
                outTradeNo,
                url,
                WechatJson.time(clock.instant()),
                faults.take(outTradeNo),
                resource);
    }

    private void start(WechatNotice notice, Duration after) {
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            log.warn(
                    "too many notices under way: that of order {} is lost, its merchant has to ask",
                    notice.outTradeNo());
            return;
        }
        Runnable first = () -> {
            if (notice.faults().reorder() == 0) {
                attempt(notice, 1);
            } else {
                Runnable release = heldBack.hold(notice.faults().reorder(), () -> attempt(notice, 1));
                delays.after(HELD_AT_MOST, release);
            }
        };
        if (notice.faults().delayMillis() > 0) {
            delays.exactlyAfter(Duration.ofMillis(notice.faults().delayMillis()), () -> delays.after(after, first));
        } else {
            delays.after(after, first);
        }
    }

    private void attempt(WechatNotice notice, int attempt) {
        int status = notice.faults().at(attempt).loss() ? 0 : deliver(notice, attempt);
        if (notice.kind() == WechatNotice.Kind.PAID) {
            note(notice, attempt, status);
        }
        if (attempt == 1) {
            heldBack.oneWentOut().forEach(released -> delays.exactlyAfter(Duration.ZERO, released));
        }
        boolean acknowledged = status >= 200 && status < 300;
        if (acknowledged || attempt > RETRIES.size()) {
            underWay.decrementAndGet();
        } else {
            delays.after(RETRIES.get(attempt - 1), () -> attempt(notice, attempt + 1));
        }
    }

    private int deliver(WechatNotice notice, int attempt) {
        WechatNotice.Message message = notice.message(attempt, keys, signature);
        if (attempt == 1) {
            for (int copy = 0; copy < notice.faults().duplicates(); copy++) {
                delays.exactlyAfter(Duration.ZERO, () -> send(notice.url(), message));
            }
        }
        return send(notice.url(), message);
    }

    /** The status of the answer; 0 where there is none within five seconds. */
    private int send(String url, WechatNotice.Message message) {
        try {
            slots.acquire();
            try {
                return http.send(request(url, message), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            } finally {
                slots.release();
            }
        } catch (IOException | IllegalArgumentException noAnswer) {
            log.debug("no answer to a notice from {}", url, noAnswer);
            return 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static HttpRequest request(String url, WechatNotice.Message message) {
        WechatSignature.Vouched vouched = message.vouched();
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(ANSWER_WITHIN)
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
