/** A charge by code is cancelled while its payment comes in: the books say the same as the channel, in whatever order. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.Merchants;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.Scene;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.report.BooksCheck;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class UndoingsTest {
    private static final String NEVER = "{\"loss\":true,\"attempts\":100}";
    private static final String LATE = "{\"delayMillis\":4000}";

    @Autowired
    Checkout checkout;

    @Autowired
    Channels channels;

    @Autowired
    Recheck recheck;

    @Autowired
    Undoings undoings;

    @Autowired
    PaymentOrders orders;

    @Autowired
    TestMarket markets;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource database;

    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "C01");
        merchants.register(
                market.marketId(), stall.vendor().vendorId(), ChannelName.UNIONPAY, "sub" + market.marketId());
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aNoticeThatBooksWhileTheChargeIsCancelledIsFollowedByTheRefund() {
        PaymentOrder order = paidWithoutAnAnswer(ChannelName.ALIPAY, LATE);
        PaymentChannel channel = before(
                channel(order), () -> await().atMost(Purchases.SOON).until(() -> state(order) == OrderState.PAID));

        assertThat(recheck.closeAt(channel, order)).isEqualTo(new Recheck.Ended.Closed());

        givenBackAsARefund(order);
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment_notice where market_id = ? and source = 'NOTICE'",
                        Long.class,
                        market.marketId()))
                .as("it was the notice that booked it")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"WECHAT", "ALIPAY", "UNIONPAY"})
    void whatIsBookedBetweenTheQuestionAndTheCancelIsBookedBack(ChannelName wallet) {
        PaymentOrder order = paidWithoutAnAnswer(wallet, NEVER);

        recheck.closeAt(before(channel(order), () -> recheck.ask(order)), order);

        givenBackAsARefund(order);
        recheck.round();
        recheck.closeAt(channel(order), order);
        givenBackAsARefund(order);
    }

    @ParameterizedTest
    @EnumSource(names = {"WECHAT", "ALIPAY", "UNIONPAY"})
    void moneyThatNobodyHadToldOfIsNoSale(ChannelName wallet) {
        PaymentOrder order = paidWithoutAnAnswer(wallet, wallet == ChannelName.ALIPAY ? LATE : NEVER);

        assertThat(recheck.closeAt(channel(order), order)).isEqualTo(new Recheck.Ended.Closed());

        assertThat(state(order)).isEqualTo(OrderState.CLOSED);
        if (wallet == ChannelName.WECHAT) {
            assertThat(outcome())
                    .as("it says that it was revoked, not whether it was paid")
                    .isEqualTo("NOTHING");
            assertThat(count("ledger_journal")).isZero();
            return;
        }
        inAndOutOfSuspense();
        if (wallet == ChannelName.ALIPAY) {
            await().atMost(Purchases.SOON)
                    .until(() -> new Customer("alipay")
                            .transaction(order.number().toString())
                            .path("acknowledged")
                            .asBoolean());
            assertThat(state(order)).isEqualTo(OrderState.CLOSED);
            inAndOutOfSuspense();
        }
    }

    @Test
    void whoeverIsKilledBehindTheCancelFindsItInALaterRound() {
        PaymentOrder order = paidWithoutAnAnswer(ChannelName.ALIPAY, NEVER);
        assertThat(undoings.begin(order)).isTrue();
        recheck.ask(order);
        assertThat(state(order)).isEqualTo(OrderState.PAID);
        assertThat(channel(order).cancel(order.number().toString(), order.merchantNo()))
                .isEqualTo(new CloseResult.Closed());

        await().atMost(Purchases.SOON).until(() -> state(order) == OrderState.REFUNDED);

        givenBackAsARefund(order);
    }

    @Test
    void aPaymentThatTheChannelDidNotUndoStays() {
        PaymentOrder order = paidWithoutAnAnswer(ChannelName.ALIPAY, NEVER);
        assertThat(undoings.begin(order)).isTrue();
        recheck.ask(order);
        assertThat(undoings.begin(order)).as("paid: not to be cancelled").isFalse();
        assertThat(outcome()).isEqualTo("OPEN");
        jdbc.update(
                "update payment_undoing set sent_at = ? where market_id = ?",
                LocalDateTime.ofInstant(Clock.systemUTC().instant().minus(Duration.ofMinutes(2)), ZoneOffset.UTC),
                market.marketId());

        await().atMost(Purchases.SOON).until(() -> outcome().equals("KEPT"));

        assertThat(state(order)).isEqualTo(OrderState.PAID);
        assertThat(count("payment_refund")).isZero();
    }

    @Test
    void moneyThatTurnsUpAfterAnUndoneChargeHadSeemedUnpaidGoesOutOfSuspense() {
        PaymentOrder order = paidWithoutAnAnswer(ChannelName.UNIONPAY, LATE);
        assertThat(undoings.begin(order)).isTrue();
        assertThat(channel(order).cancel(order.number().toString(), order.merchantNo()))
                .isEqualTo(new CloseResult.Closed());
        undoings.neverWas(order);
        assertThat(outcome()).isEqualTo("NOTHING");

        await().atMost(Purchases.SOON).until(() -> outcome().equals("BACK"));

        inAndOutOfSuspense();
    }

    private void givenBackAsARefund(PaymentOrder order) {
        assertThat(state(order)).isEqualTo(OrderState.REFUNDED);
        assertThat(count("payment_refund where state = 'DONE' and amount_fen = 1250 and"))
                .isEqualTo(1);
        assertThat(count("payment_refund")).isEqualTo(1);
        assertThat(count("payment_suspense")).isZero();
        assertThat(count("ledger_journal")).as("the payment, the refund").isEqualTo(2);
        assertThat(outcome()).isEqualTo("BACK");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    private void inAndOutOfSuspense() {
        assertThat(count("payment_suspense where state = 'REFUNDED' and amount_fen = 1250 and"))
                .isEqualTo(1);
        assertThat(count("payment_suspense")).isEqualTo(1);
        assertThat(count("speaker_announcement")).as("no sale was announced").isZero();
        assertThat(outcome()).isEqualTo("BACK");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    /** Of a time when it may be cancelled; the simulated wallet pays, and its answer is lost. */
    private PaymentOrder paidWithoutAnAnswer(ChannelName wallet, String faults) {
        new Customer()
                .post(
                        "/simulator/" + wallet.name().toLowerCase(Locale.ROOT) + "/control/faults",
                        Customer.JSON,
                        "{\"next\":1,\"faults\":%s}".formatted(faults));
        String code = switch (wallet) {
            case WECHAT -> "131234567890123456";
            case ALIPAY -> "281111111111111116";
            default -> "6298765432101234566";
        };
        Checkout.OpenedOrder opened = checkout.open(new Checkout.Request(
                stall,
                Money.ofFen(1250),
                null,
                wallet,
                Scene.CODE,
                Payer.showing(PaymentCode.read(code).orElseThrow())));
        assertThat(opened.result()).isInstanceOf(ChargeResult.Unknown.class);
        return aged(orders.find(market.marketId(), opened.number().orderNo()).orElseThrow());
    }

    private static PaymentOrder aged(PaymentOrder order) {
        return new PaymentOrder(
                order.marketId(),
                order.orderNo(),
                order.stallId(),
                order.vendorId(),
                order.plateId(),
                order.weighingId(),
                order.channel(),
                order.scene(),
                order.merchantNo(),
                order.amountFen(),
                order.ruleId(),
                order.state(),
                order.createdAt().minus(Duration.ofSeconds(20)),
                order.expiresAt(),
                order.askedAt(),
                order.asks(),
                order.channelTxn(),
                order.paidAt(),
                order.businessDate(),
                order.refundedFen());
    }

    private PaymentChannel channel(PaymentOrder order) {
        return channels.ofMerchant(order.marketId(), order.channel(), order.merchantNo())
                .orElseThrow();
    }

    /** The real channel, but something happens just before it is asked to cancel. */
    private static PaymentChannel before(PaymentChannel channel, Runnable meanwhile) {
        return (PaymentChannel) Proxy.newProxyInstance(
                PaymentChannel.class.getClassLoader(),
                new Class<?>[] {PaymentChannel.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("cancel")) {
                        meanwhile.run();
                    }
                    try {
                        return method.invoke(channel, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    private OrderState state(PaymentOrder order) {
        return orders.find(order.marketId(), order.orderNo()).orElseThrow().state();
    }

    private String outcome() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select state from payment_undoing where market_id = ?", String.class, market.marketId()));
    }

    private long count(String rows) {
        return new Purchases(stall, jdbc).count(rows);
    }
}
