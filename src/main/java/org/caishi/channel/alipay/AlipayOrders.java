/** Orders at Alipay: opened for a payer, asked about, closed, undone. */
package org.caishi.channel.alipay;

import com.alipay.api.domain.AlipayTradeCancelModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.QueryResult;
import org.caishi.units.Money;

final class AlipayOrders {
    /** The manual's bound of {@code total_amount}: 100,000,000 yuan. */
    private static final long MOST_FEN = 10_000_000_000L;

    private static final String NOT_THERE = "ACQ.TRADE_NOT_EXIST";
    private static final String CNY = "CNY";

    /**
     * Codes that say no to an order for good, from the error tables of the manual's pages on create, precreate and pay. A code
     * that is missing here is asked about, not believed.
     */
    private static final Set<String> NO = Set.of(
            "ACQ.INVALID_PARAMETER",
            "ACQ.ACCESS_FORBIDDEN",
            "ACQ.EXIST_FORBIDDEN_WORD",
            "ACQ.PARTNER_ERROR",
            "ACQ.TOTAL_FEE_EXCEED",
            "ACQ.PAYMENT_AUTH_CODE_INVALID",
            "ACQ.BUYER_BALANCE_NOT_ENOUGH",
            "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH",
            "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
            "ACQ.BUYER_SELLER_EQUAL",
            "ACQ.BUYER_ENABLE_STATUS_FORBID",
            "ACQ.BUYER_NOT_EXIST",
            "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
            "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
            "ACQ.BEYOND_PAY_RESTRICTION",
            "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
            "ACQ.PAYMENT_FAIL",
            "ACQ.PAYMENT_REQUEST_HAS_RISK",
            "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE",
            "ACQ.PRODUCT_AMOUNT_LIMIT_ERROR",
            "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
            "ACQ.PULL_MOBILE_CASHIER_FAIL",
            "ACQ.SELLER_BEEN_BLOCKED",
            "ACQ.SUB_MERCHANT_TYPE_INVALID",
            "ACQ.TRADE_HAS_CLOSE");

    /** How the pages on closing and on cancelling call a trade that is paid or closed already. */
    private static final Set<String> OVER =
            Set.of("ACQ.TRADE_STATUS_ERROR", "ACQ.REASON_TRADE_STATUS_INVALID", "ACQ.REASON_ILLEGAL_STATUS");

    private final AlipayConnection gateway;
    private final AlipayOrderForm form;
    private final Clock clock;

    AlipayOrders(AlipayContract contract, AlipayConnection gateway, Clock clock) {
        this.gateway = gateway;
        this.form = new AlipayOrderForm(contract);
        this.clock = clock;
    }

    ChargeResult charge(ChargeRequest request) {
        if (request.amount().fen() < 1 || request.amount().fen() > MOST_FEN) {
            return new ChargeResult.Declined("AMOUNT", "from 0.01 to 100000000.00 yuan");
        }
        return switch (request.scene()) {
            case JSAPI -> {
                String payer = request.payer().id();
                yield payer == null
                        ? new ChargeResult.Declined("PAYER", "JSAPI needs the payer's id")
                        : charged(request, gateway.ask(form.inWallet(request, payer)), AlipayOrders::tradeNo);
            }
            case NATIVE -> charged(request, gateway.ask(form.shownCode(request)), AlipayOrders::codeUrl);
            case CODE ->
                request.payer().code() == null
                        ? new ChargeResult.Declined("PAYER", "CODE needs the payer's code")
                        : charged(request, gateway.ask(form.scannedCode(request)), AlipayOrders::scanned);
            case EMVCO, AT_STALL -> throw new IllegalArgumentException("not a scene of Alipay: " + request.scene());
        };
    }

    private static ChargeResult charged(
            ChargeRequest request, AlipayAnswer answer, Function<AlipayAnswer.Given, ChargeResult> read) {
        return switch (answer) {
            case AlipayAnswer.Given given -> {
                if (!given.text("out_trade_no").equals(request.orderNo())) {
                    yield new ChargeResult.Unknown("an answer about another order");
                }
                try {
                    yield read.apply(given);
                } catch (IllegalArgumentException | DateTimeException odd) {
                    yield new ChargeResult.Unknown("an answer that cannot be read");
                }
            }
            case AlipayAnswer.Refused(String code, String words) -> refusal(code, words);
            case AlipayAnswer.Silent(String why) -> new ChargeResult.Unknown(why);
        };
    }

    private static ChargeResult tradeNo(AlipayAnswer.Given given) {
        return new ChargeResult.Waiting(Map.of("tradeNO", given.present("trade_no")));
    }

    private static ChargeResult codeUrl(AlipayAnswer.Given given) {
        return new ChargeResult.Waiting(Map.of("codeUrl", given.present("qr_code")));
    }

    /** 10003: the payer is typing a password. */
    private static ChargeResult scanned(AlipayAnswer.Given given) {
        return given.code().equals("10003")
                ? new ChargeResult.Waiting(Map.of())
                : new ChargeResult.Paid(
                        given.present("trade_no"),
                        AlipayText.money(given.present("total_amount")),
                        AlipayText.time(given.present("gmt_payment")));
    }

    /** A number that is taken may be our own earlier try: only asking tells. */
    private static ChargeResult refusal(String code, String words) {
        return switch (code) {
            case "ACQ.TRADE_HAS_SUCCESS" -> new ChargeResult.Unknown("paid already; ask");
            case "ACQ.CONTEXT_INCONSISTENT", "ACQ.TRADE_BUYER_NOT_MATCH" ->
                new ChargeResult.Unknown("the number is in use with other content; ask");
            default -> NO.contains(code) ? new ChargeResult.Declined(code, words) : new ChargeResult.Unknown(code);
        };
    }

    QueryResult query(String orderNo, String merchantNo) {
        AlipayTradeQueryModel model = new AlipayTradeQueryModel();
        model.setOutTradeNo(orderNo);
        AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given -> {
                try {
                    yield told(given, orderNo, merchantNo);
                } catch (IllegalArgumentException | DateTimeException odd) {
                    yield new QueryResult.Unknown("an answer that cannot be read");
                }
            }
            case AlipayAnswer.Refused refused ->
                refused.code().equals(NOT_THERE) ? new QueryResult.Missing() : new QueryResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new QueryResult.Unknown(why);
        };
    }

    /** A trade that was paid and given back whole is closed too: the time of its payment tells them apart. */
    private QueryResult told(AlipayAnswer.Given given, String orderNo, String merchantNo) {
        if (!given.text("out_trade_no").equals(orderNo)) {
            return new QueryResult.Unknown("an answer about another order");
        }
        String state = given.text("trade_status");
        return switch (state) {
            case "WAIT_BUYER_PAY" -> new QueryResult.Waiting();
            case "TRADE_SUCCESS", "TRADE_FINISHED" -> new QueryResult.Paid(paid(given, orderNo, merchantNo));
            case "TRADE_CLOSED" ->
                given.text("send_pay_date").isEmpty()
                        ? new QueryResult.Closed(state)
                        : new QueryResult.GivenBack(paid(given, orderNo, merchantNo));
            default -> new QueryResult.Unknown("a state that we do not know");
        };
    }

    /**
     * An answer that does not repeat our {@code passback_params} is about the sub-merchant for whom we ordered under this
     * number: an application's numbers are its own, and the order was ours.
     */
    private PaidNotice paid(AlipayAnswer.Given given, String orderNo, String merchantNo) {
        String repeated = given.text("passback_params");
        Money amount = AlipayText.money(given.present("total_amount"));
        return new PaidNotice(
                ChannelName.ALIPAY,
                given.present("trade_no"),
                orderNo,
                repeated.isEmpty() ? merchantNo : repeated,
                amount,
                currency(given),
                AlipayText.time(given.present("send_pay_date")),
                clock.instant(),
                PaidNotice.Source.QUERY);
    }

    /** Only trades in another currency name one. */
    private static String currency(AlipayAnswer.Given given) {
        String named = given.text("trans_currency");
        return named.isEmpty() ? CNY : named;
    }

    /**
     * A trade that is not there may still come to be: whoever scanned a code that we show makes one, until the code expires. So
     * it is not closed, and the one who asks learns by asking later.
     */
    CloseResult close(String orderNo, String merchantNo) {
        AlipayTradeCloseModel model = new AlipayTradeCloseModel();
        model.setOutTradeNo(orderNo);
        AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given ->
                given.text("out_trade_no").equals(orderNo)
                        ? new CloseResult.Closed()
                        : new CloseResult.Unknown("an answer about another order");
            case AlipayAnswer.Refused refused ->
                OVER.contains(refused.code()) ? over(orderNo, merchantNo) : new CloseResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new CloseResult.Unknown(why);
        };
    }

    /** Undoes a charge: a paid one is given back, an unpaid one is closed. One that never was stays so. */
    CloseResult cancel(String orderNo, String merchantNo) {
        AlipayTradeCancelModel model = new AlipayTradeCancelModel();
        model.setOutTradeNo(orderNo);
        AlipayTradeCancelRequest request = new AlipayTradeCancelRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given -> {
                if (!given.text("out_trade_no").equals(orderNo)) {
                    yield new CloseResult.Unknown("an answer about another order");
                }
                yield given.text("retry_flag").equals("Y")
                        ? new CloseResult.Unknown("not undone yet; ask again")
                        : new CloseResult.Closed();
            }
            case AlipayAnswer.Refused refused -> {
                if (refused.code().equals(NOT_THERE)) {
                    yield new CloseResult.Closed();
                }
                yield OVER.contains(refused.code())
                        ? over(orderNo, merchantNo)
                        : new CloseResult.Unknown(refused.code());
            }
            case AlipayAnswer.Silent(String why) -> new CloseResult.Unknown(why);
        };
    }

    private CloseResult over(String orderNo, String merchantNo) {
        return switch (query(orderNo, merchantNo)) {
            case QueryResult.Paid paid -> new CloseResult.AlreadyPaid();
            case QueryResult.Closed closed -> new CloseResult.Closed();
            case QueryResult.GivenBack back -> new CloseResult.Closed();
            case QueryResult.Waiting waiting -> new CloseResult.Unknown("waiting, and not to be closed");
            case QueryResult.Missing missing -> new CloseResult.Unknown("not there, and not to be closed");
            case QueryResult.Unknown(String why) -> new CloseResult.Unknown(why);
        };
    }
}
