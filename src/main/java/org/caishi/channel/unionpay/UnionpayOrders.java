/** Orders at the acquirer: opened for a payer or by a payer's code, asked about, closed, undone. */
package org.caishi.channel.unionpay;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.QueryResult;
import org.caishi.channel.Scene;
import org.caishi.channel.unionpay.UnionpayAnswer.Silent;
import org.caishi.channel.unionpay.UnionpayAnswer.Told;
import org.caishi.platform.Excerpt;
import org.caishi.units.Money;

final class UnionpayOrders {
    private static final String CNY = "156";
    /** {@code txnAmt} has at most 12 digits. */
    private static final long MOST_FEN = 999_999_999_999L;

    private static final int LONGEST_DESCRIPTION = 32;

    private final UnionpayContract contract;
    private final UnionpayGateway gateway;
    private final Clock clock;

    UnionpayOrders(UnionpayContract contract, UnionpayGateway gateway, Clock clock) {
        this.contract = contract;
        this.gateway = gateway;
        this.clock = clock;
    }

    ChargeResult charge(ChargeRequest request) {
        if (request.amount().fen() < 1 || request.amount().fen() > MOST_FEN) {
            return new ChargeResult.Declined("AMOUNT", "from 0.01 to 9999999999.99 yuan");
        }
        return switch (request.scene()) {
            case JSAPI -> order(request);
            case NATIVE -> opened(gateway.ask(UnionpayCall.CODE_TO_SHOW, facts(request)), "qrCode", "codeUrl");
            case CODE -> codeShown(request);
            case EMVCO -> foreignCode(request);
            case AT_STALL -> throw new IllegalArgumentException("not a scene of UnionPay: " + request.scene());
        };
    }

    private ChargeResult order(ChargeRequest request) {
        String userId = request.payer().id();
        String address = request.payer().address();
        if (userId == null || address == null) {
            return new ChargeResult.Declined("PAYER", "JSAPI needs the payer's id and IP address");
        }
        Map<String, String> order = facts(request);
        order.put("userId", userId);
        order.put("customerIp", address);
        order.put("frontUrl", contract.resultUrl() + "/" + request.orderNo());
        return opened(gateway.ask(UnionpayCall.ORDER, order), "payUrl", "payUrl");
    }

    /** Nobody is asked: the payer's own wallet brings the order to UnionPay, with our number in it. */
    private ChargeResult foreignCode(ChargeRequest request) {
        EmvMerchant merchant = contract.emv()
                .orElseThrow(() -> new IllegalArgumentException("not a scene of this contract: " + Scene.EMVCO));
        if (!request.merchantNo().matches("[0-9A-Za-z]{15}")) {
            return new ChargeResult.Declined("MERCHANT", "the sub-merchant's number is not one of 15 characters");
        }
        return new ChargeResult.Waiting(Map.of(
                "codeUrl",
                EmvCode.of(
                        merchant, request.merchantNo(), request.orderNo(), request.amount(), request.description())));
    }

    private ChargeResult codeShown(ChargeRequest request) {
        if (request.payer().code() == null) {
            return new ChargeResult.Declined("PAYER", "CODE needs the payer's code");
        }
        Map<String, String> order = facts(request);
        order.put("qrNo", request.payer().code().digits());
        return switch (gateway.ask(UnionpayCall.CODE_SHOWN, order)) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE -> paidAtOnce(told.form());
                    case UNDERWAY -> new ChargeResult.Waiting(Map.of());
                    case NO -> new ChargeResult.Declined(told.code(), told.words());
                    case MISSING, NO_FILE, UNDECIDED -> new ChargeResult.Unknown(told.code());
                };
            case Silent(String why) -> new ChargeResult.Unknown(why);
        };
    }

    private static ChargeResult paidAtOnce(UnionpayForm form) {
        try {
            return new ChargeResult.Paid(
                    form.present("queryId"),
                    Money.ofFen(Long.parseLong(form.present("txnAmt"))),
                    UnionpayGateway.instant(form.present("payTime")));
        } catch (IllegalArgumentException | DateTimeException odd) {
            return new ChargeResult.Unknown("paid, in words that cannot be read; ask");
        }
    }

    /** Done is not enough: without the address nobody can pay, and the number is taken all the same. */
    private static ChargeResult opened(UnionpayAnswer answer, String given, String parameter) {
        return switch (answer) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE ->
                        told.form().get(given).isEmpty()
                                ? new ChargeResult.Unknown("an order without an address to pay at")
                                : new ChargeResult.Waiting(
                                        Map.of(parameter, told.form().get(given)));
                    case NO -> new ChargeResult.Declined(told.code(), told.words());
                    case UNDERWAY, MISSING, NO_FILE, UNDECIDED -> new ChargeResult.Unknown(told.code());
                };
            case Silent(String why) -> new ChargeResult.Unknown(why);
        };
    }

    private Map<String, String> facts(ChargeRequest request) {
        Map<String, String> order = new HashMap<>();
        order.put("orderId", request.orderNo());
        order.put("subMerId", request.merchantNo());
        order.put("txnAmt", Long.toString(request.amount().fen()));
        order.put("currencyCode", CNY);
        order.put("orderDesc", Excerpt.of(request.description(), LONGEST_DESCRIPTION));
        order.put("payTimeout", UnionpayGateway.time(request.expiresAt()));
        order.put("backUrl", contract.notifyUrl().toString());
        return order;
    }

    /** By the order's number alone, which the acquirer's form allows: the public one wants the time of the order too. */
    QueryResult query(String orderNo, String merchantNo) {
        return switch (gateway.ask(UnionpayCall.QUERY, named(orderNo, merchantNo))) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE -> told(told.form());
                    case MISSING -> new QueryResult.Missing();
                    case NO, UNDERWAY, NO_FILE, UNDECIDED -> new QueryResult.Unknown(told.code());
                };
            case Silent(String why) -> new QueryResult.Unknown(why);
        };
    }

    private QueryResult told(UnionpayForm form) {
        String state = form.get("origRespCode");
        return switch (UnionpayAnswer.Verdict.of(state)) {
            case DONE -> readable(() -> new QueryResult.Paid(asked(form)));
            case UNDERWAY -> new QueryResult.Waiting();
            // A reversed payment is no more, but keeps its number and its time.
            case NO ->
                form.get("queryId").isEmpty() || form.get("payTime").isEmpty()
                        ? new QueryResult.Closed(state)
                        : readable(() -> new QueryResult.GivenBack(asked(form)));
            case MISSING, NO_FILE, UNDECIDED -> new QueryResult.Unknown("a state that we do not know");
        };
    }

    private PaidNotice asked(UnionpayForm form) {
        return payment(form, clock.instant(), PaidNotice.Source.QUERY);
    }

    private static QueryResult readable(Supplier<QueryResult> told) {
        try {
            return told.get();
        } catch (IllegalArgumentException | DateTimeException odd) {
            return new QueryResult.Unknown("paid, in words that cannot be read");
        }
    }

    /**
     * The facts of a payment, which an answer and a notice state by the same names.
     *
     * @throws IllegalArgumentException or DateTimeException when one is missing or cannot be read
     */
    static PaidNotice payment(UnionpayForm form, Instant receivedAt, PaidNotice.Source source) {
        String currency = form.present("currencyCode");
        return new PaidNotice(
                ChannelName.UNIONPAY,
                form.present("queryId"),
                form.present("orderId"),
                form.present("subMerId"),
                Money.ofFen(Long.parseLong(form.present("txnAmt"))),
                currency.equals(CNY) ? "CNY" : currency,
                UnionpayGateway.instant(form.present("payTime")),
                receivedAt,
                source);
    }

    /**
     * A number that the acquirer never heard of is as good as closed: no address to pay at was given out. A code for wallets
     * from abroad is known only once it is paid, and money that comes under it later is owed back by the booking.
     */
    CloseResult close(String orderNo, String merchantNo) {
        return ended(gateway.ask(UnionpayCall.CLOSE, named(orderNo, merchantNo)));
    }

    /** A reversal: under the same number, and safe to repeat. */
    CloseResult cancel(String orderNo, String merchantNo) {
        return ended(gateway.ask(UnionpayCall.REVERSE, named(orderNo, merchantNo)));
    }

    private static CloseResult ended(UnionpayAnswer answer) {
        return switch (answer) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE, MISSING -> new CloseResult.Closed();
                    case NO ->
                        told.code().equals("35") ? new CloseResult.AlreadyPaid() : new CloseResult.Unknown(told.code());
                    case UNDERWAY, NO_FILE, UNDECIDED -> new CloseResult.Unknown(told.code());
                };
            case Silent(String why) -> new CloseResult.Unknown(why);
        };
    }

    private static Map<String, String> named(String orderNo, String merchantNo) {
        return Map.of("orderId", orderNo, "subMerId", merchantNo);
    }
}
