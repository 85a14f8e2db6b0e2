/** Sends notices to merchants: a form, signed anew for each attempt. */
package org.caishi.simulator.unionpay;

import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.caishi.simulator.wallet.Courier;
import org.caishi.simulator.wallet.Delays;
import org.caishi.simulator.wallet.Faults;
import org.caishi.simulator.wallet.Parcel;
import org.caishi.simulator.wallet.RsaSha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** A notice is taken when it is answered with status 200 and the body {@code ok}. */
@Component
@SimulatesUnionpay
class UnionpayNotices {
    private static final Logger log = LoggerFactory.getLogger(UnionpayNotices.class);

    /** The gateway's published rhythm after the first attempt: five in all. */
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(5));

    private final UnionpayKeys keys;
    private final UnionpayTransactions transactions;
    private final UnionpayFaults faults;
    private final Clock clock;
    private final Courier courier;
    private final PrivateKey anotherKey = anotherKey();

    UnionpayNotices(
            UnionpayKeys keys, UnionpayTransactions transactions, UnionpayFaults faults, Delays delays, Clock clock) {
        this.keys = keys;
        this.transactions = transactions;
        this.faults = faults;
        this.clock = clock;
        this.courier = new Courier(delays, RETRIES);
    }

    /** Tells the merchant that an order is paid, after a delay of the real service. */
    void paid(UnionpayTransaction paid, Duration after) {
        if (!paid.order().notifyUrl().isEmpty()) {
            Function<Faults, UnionpayMessage> says = wrong -> UnionpayAnswers.payment(paid, wrong)
                    .with("txnType", "01")
                    .with("txnSubType", paid.order().kind().subType());
            courier.send(new Letter(paid.number(), paid.order().notifyUrl(), true, says), after);
        }
    }

    /** Tells the merchant that a refund is done. */
    void refunded(UnionpayTransaction order, UnionpayRefund refund) {
        if (!refund.notifyUrl().isEmpty()) {
            Function<Faults, UnionpayMessage> says = wrong -> UnionpayAnswers.refund(order, refund, wrong)
                    .with("txnType", "04")
                    .with("txnSubType", "00");
            courier.send(new Letter(order.number(), refund.notifyUrl(), false, says), Duration.ZERO);
        }
    }

    @PreDestroy
    void close() {
        courier.close();
    }

    /** A notice in the courier's hands. */
    private final class Letter implements Parcel {
        private final String orderId;
        private final String url;
        private final boolean ofPayment;
        private final Function<Faults, UnionpayMessage> says;
        private final Faults wrong;

        Letter(String orderId, String url, boolean ofPayment, Function<Faults, UnionpayMessage> says) {
            this.orderId = orderId;
            this.url = url;
            this.ofPayment = ofPayment;
            this.says = says;
            this.wrong = faults.take(orderId);
        }

        @Override
        public String orderNo() {
            return orderId;
        }

        @Override
        public Faults faults() {
            return wrong;
        }

        @Override
        public HttpRequest message(int attempt) {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(Courier.ANSWER_WITHIN)
                    .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                    .POST(HttpRequest.BodyPublishers.ofString(signed(says.apply(wrong.at(attempt)), wrong.at(attempt))
                            .form()))
                    .build();
        }

        @Override
        public boolean isTaken(HttpResponse<String> answer) {
            return answer.statusCode() == 200 && answer.body().strip().equals("ok");
        }

        @Override
        public void tried(int attempt, int status, boolean taken) {
            if (ofPayment) {
                try {
                    var _ = transactions.change(orderId, order -> order.noticed(attempt, status, taken));
                } catch (UnionpayRefusal dropped) {
                    log.debug("order {} was dropped before its notice arrived", orderId);
                }
            }
        }
    }

    private UnionpayMessage signed(UnionpayMessage says, Faults wrong) {
        UnionpayMessage message = says.with("version", "5.1.0")
                .with("encoding", "UTF-8")
                .with("signMethod", "01")
                .with("certId", keys.platformCertId())
                .with("merId", Objects.requireNonNullElse(wrong.wrongMerchant(), keys.merchantId()))
                .with("respCode", "00")
                .with("respMsg", "成功[0000000]")
                .with("notifyTime", UnionpayTimes.text(clock.instant().minusSeconds(wrong.ageSeconds())))
                .signed(wrong.wrongKey() ? anotherKey : keys.platformPrivateKey());
        return wrong.badSignature() ? message.with("signature", RsaSha256.spoilt(message.get("signature"))) : message;
    }

    private static PrivateKey anotherKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has RSA", never);
        }
    }
}
