/** Tells merchants of payments and refunds: a signed form, again until it is answered with {@code success}. */
package org.caishi.simulator.alipay;

import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.caishi.simulator.wallet.Courier;
import org.caishi.simulator.wallet.Delays;
import org.caishi.simulator.wallet.Faults;
import org.caishi.simulator.wallet.Parcel;
import org.caishi.simulator.wallet.RsaSha256;
import org.caishi.units.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayNotices {
    private static final Logger log = LoggerFactory.getLogger(AlipayNotices.class);

    /** After the first attempt: 4m/10m/10m/1h/2h/6h/15h, the service's published rhythm. */
    private static final List<Duration> RETRIES = List.of(
            Duration.ofMinutes(4),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(15));

    private final AlipayAgreement agreement;
    private final AlipayTrades trades;
    private final AlipayFaults faults;
    private final Clock clock;
    private final Courier courier;
    private final AlipayStranger stranger;

    AlipayNotices(
            AlipayAgreement agreement,
            AlipayStranger stranger,
            AlipayTrades trades,
            AlipayFaults faults,
            Delays delays,
            Clock clock) {
        this.agreement = agreement;
        this.stranger = stranger;
        this.trades = trades;
        this.faults = faults;
        this.clock = clock;
        this.courier = new Courier(delays, RETRIES);
    }

    /** Tells the merchant that a trade is paid, after a delay of the real service. */
    void paid(AlipayTrade trade, Duration after) {
        send(trade, new TreeMap<>(Map.of("trade_status", AlipayTrade.State.TRADE_SUCCESS.name())), true, after);
    }

    /** Tells the merchant of a refund: the sum of all of them so far, and the number of this one. */
    void refunded(AlipayTrade trade, AlipayRefund refund) {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("trade_status", trade.state().name());
        fields.put("refund_fee", Money.ofFen(trade.refundedFen()).yuan());
        fields.put("gmt_refund", AlipayCall.time(refund.at()) + ".000");
        fields.put("out_biz_no", refund.outRequestNo());
        send(trade, fields, false, Duration.ZERO);
    }

    @PreDestroy
    void close() {
        courier.close();
    }

    private void send(AlipayTrade trade, Map<String, String> fields, boolean payment, Duration after) {
        String url = trade.order().notifyUrl();
        if (url != null) {
            fields.put(
                    "notify_id",
                    HexFormat.of().withUpperCase().toHexDigits(UUID.randomUUID().getMostSignificantBits()));
            courier.send(new Letter(trade, url, fields, payment, faults.take(trade.number())), after);
        }
    }

    /** A notice in the courier's hands; {@code notify_id} stays the same, {@code notify_time} is each attempt's. */
    private final class Letter implements Parcel {
        private final AlipayTrade trade;
        private final String url;
        private final Map<String, String> own;
        private final boolean payment;
        private final Faults faults;

        Letter(AlipayTrade trade, String url, Map<String, String> own, boolean payment, Faults faults) {
            this.trade = trade;
            this.url = url;
            this.own = own;
            this.payment = payment;
            this.faults = faults;
        }

        @Override
        public String orderNo() {
            return trade.number();
        }

        @Override
        public Faults faults() {
            return faults;
        }

        @Override
        public HttpRequest message(int attempt) {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(Courier.ANSWER_WITHIN)
                    .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofString(form(faults.at(attempt))))
                    .build();
        }

        @Override
        public boolean isTaken(HttpResponse<String> answer) {
            return answer.statusCode() == 200 && answer.body().strip().equals("success");
        }

        @Override
        public void tried(int attempt, int status, boolean taken) {
            if (!payment) {
                return;
            }
            try {
                var _ = trades.change(
                        trade.number(), now -> now.noticed(new AlipayTrade.Notice(attempt, status, taken)));
            } catch (AlipayRefusal dropped) {
                log.debug("trade {} was dropped before its notice arrived", trade.number());
            }
        }

        private String form(Faults wrong) {
            Map<String, String> fields = fields(wrong);
            byte[] signed = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining("&"))
                    .getBytes(StandardCharsets.UTF_8);
            String sign = RsaSha256.sign(wrong.wrongKey() ? stranger.key() : agreement.alipayPrivateKey(), signed);
            fields.put("sign_type", "RSA2");
            fields.put("sign", wrong.badSignature() ? RsaSha256.spoilt(sign) : sign);
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }

        private Map<String, String> fields(Faults wrong) {
            TreeMap<String, String> fields = new TreeMap<>(own);
            fields.put("notify_time", AlipayCall.time(clock.instant().minusSeconds(wrong.ageSeconds())));
            fields.put("notify_type", "trade_status_sync");
            fields.put("charset", "utf-8");
            fields.put("version", "1.0");
            fields.put("app_id", Objects.requireNonNullElse(wrong.wrongApp(), agreement.appId()));
            fields.put("auth_app_id", agreement.appId());
            fields.put("trade_no", trade.tradeNo());
            fields.put("out_trade_no", trade.number());
            fields.put("subject", trade.order().subject());
            fields.put("seller_id", Objects.requireNonNullElse(wrong.wrongMerchant(), agreement.sellerId()));
            fields.put("buyer_id", Objects.requireNonNull(trade.buyer()));
            fields.put("gmt_create", AlipayCall.time(trade.opened()));
            fields.put("gmt_payment", AlipayCall.time(trade.paidTime()));
            String sum = Money.ofFen(Objects.requireNonNullElse(
                            wrong.wrongAmount(), trade.order().total()))
                    .yuan();
            List.of("total_amount", "receipt_amount", "buyer_pay_amount", "invoice_amount")
                    .forEach(name -> fields.put(name, sum));
            String passback = Objects.requireNonNullElse(
                    wrong.wrongSubMerchant(),
                    Objects.requireNonNullElse(trade.order().passback(), ""));
            if (!passback.isEmpty()) {
                fields.put("passback_params", passback);
            }
            if (wrong.wrongCurrency() != null) {
                fields.put("trans_currency", wrong.wrongCurrency());
            }
            return fields;
        }
    }
}
