/** Money given back through the real SDK: once, to the fen, by those who may, whatever the channel does meanwhile. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.report.BooksCheck;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class RefundsTest {

    @Autowired
    Refunds refunds;

    @Autowired
    SuspenseDesk desk;

    @Autowired
    Channels channels;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource database;

    final Customer customer = new Customer();
    Market market;
    PlateHolder stall;
    Purchases bought;
    Person clerk;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "R01");
        bought = new Purchases(stall, jdbc);
        clerk = new Person(1, "clerk", "财务", Role.CLERK, market.marketId(), null);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aRefundInTwoStepsTakesBackEveryPartAndIsSaidAloud() {
        OrderNumber order = number(bought.paid("12.50"));

        Refund first = ask(order, 500, "r1");
        assertThat(first.state()).isEqualTo(Refund.State.ASKED);
        await().atMost(Purchases.SOON).until(() -> state(order).equals("PART_REFUNDED"));
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(750));
        // 12.50 = 12.37 vendor + 0.08 market + 0.05 channel; 5/12.5 of each by largest remainder.
        assertThat(sharesBack()).containsExactly(-495L, -3L, -2L);
        assertThat(jdbc.queryForObject(
                        "select text from speaker_announcement where market_id = ? and event = 'REFUNDED'",
                        String.class,
                        market.marketId()))
                .contains("退款")
                .contains("五元");

        ask(order, 750, "r2");
        bought.awaitRefunded(order.toString(), "REFUNDED");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
        assertThat(bought.count("payment_refund where state = 'DONE' and")).isEqualTo(2);
        assertThat(jdbc.queryForObject(
                        "select sum(refund_fen) from payment_hour where market_id = ?", Long.class, market.marketId()))
                .isEqualTo(1250);
    }

    @Test
    void oneRequestIsOneRefundHoweverOftenItIsSent() throws Exception {
        OrderNumber order = number(bought.paid("30.00"));
        List<Callable<Refund>> taps = Collections.nCopies(16, () -> ask(order, 1000, "same"));

        try (ExecutorService thumbs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Refund> tap : thumbs.invokeAll(taps)) {
                assertThat(tap.get().amountFen()).isEqualTo(1000);
            }
        }

        await().atMost(Purchases.SOON).until(() -> state(order).equals("PART_REFUNDED"));
        assertThat(bought.count("payment_refund")).isEqualTo(1);
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(2000));
    }

    @Test
    void manyAtOnceNeverGiveBackMoreThanWasPaid() throws Exception {
        OrderNumber order = number(bought.paid("10.00"));
        List<Callable<Boolean>> taps = Collections.nCopies(12, () -> {
            try {
                ask(order, 400, UUID.randomUUID().toString());
                return true;
            } catch (BadInput left) {
                assertThat(left.messageKey()).isEqualTo("payment.refund.most");
                return false;
            }
        });
        int taken = 0;
        try (ExecutorService thumbs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> tap : thumbs.invokeAll(taps)) {
                taken += tap.get() ? 1 : 0;
            }
        }

        assertThat(taken).isEqualTo(2);
        await().atMost(Purchases.SOON).until(() -> {
            bought.refundsAreDue();
            return bought.count("payment_refund where state = 'DONE' and") == 2;
        });
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(200));
    }

    @Test
    void aNoticeThatComesManyTimesIsBookedOnce() {
        OrderNumber order = number(bought.paid("8.00"));
        customer.spoil(order.toString(), "{\"duplicates\":30}");
        ask(order, 800, "r1");

        await().atMost(Purchases.SOON).until(() -> state(order).equals("REFUNDED"));
        await().during(Duration.ofSeconds(1))
                .atMost(Purchases.SOON)
                .until(() -> bought.count("ledger_journal where kind = 'REFUND' and") == 1);
        assertThat(bought.count("speaker_announcement where event = 'REFUNDED' and"))
                .isEqualTo(1);
    }

    @Test
    void aRefundWhoseNoticeIsLostIsAskedAbout() {
        OrderNumber order = number(bought.paid("8.00"));
        customer.spoil(order.toString(), "{\"loss\":true,\"attempts\":99}");
        ask(order, 300, "r1");

        bought.awaitRefunded(order.toString(), "PART_REFUNDED");
        assertThat(bought.count("payment_notice where outcome = 'REFUNDED' and source = 'QUERY' and"))
                .isEqualTo(1);
    }

    @Test
    void aRefundMadeAtTheChannelsDeskIsBookedToo() {
        OrderNumber order = number(bought.paid("9.00"));
        assertThat(atDesk(order, 900, 400, "DESK" + order)).isNotInstanceOf(RefundResult.Declined.class);

        await().atMost(Purchases.SOON).until(() -> state(order).equals("PART_REFUNDED"));
        assertThat(bought.count("payment_refund where asked_by is null and state = 'DONE' and"))
                .isEqualTo(1);
    }

    @Test
    void aRefundThatComesBeforeItsPaymentBringsThePaymentFirst() {
        OrderNumber order = number(customer.order(stall, "7.00"));
        // Held back for longer than the refund takes; the recheck asks only after five seconds.
        customer.pay(order.toString(), "{\"delayMillis\":60000}");
        atDesk(order, 700, 700, "DESK" + order);

        await().atMost(Purchases.SOON).until(() -> state(order).equals("REFUNDED"));
        assertThat(bought.count("ledger_journal where kind = 'PAYMENT' and")).isEqualTo(1);
        assertThat(bought.count("ledger_journal where kind = 'REFUND' and")).isEqualTo(1);
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    @Test
    void aDeclinedRefundLetsItsSumGoAgain() {
        OrderNumber order = number(bought.paid("6.00"));
        // The desk gives all of it back and its notice is lost: the channel says no to ours.
        customer.spoil(order.toString(), "{\"loss\":true,\"attempts\":99}");
        atDesk(order, 600, 600, "DESK" + order);

        Refund refund = ask(order, 600, "r1");

        assertThat(refund.state()).isEqualTo(Refund.State.FAILED);
        assertThat(refund.words()).contains("退款");
        assertThat(state(order)).isEqualTo("PAID");
        // What the desk did comes to the books by its own word.
        PaymentChannel wechat = channels.own(ChannelName.WECHAT).orElseThrow();
        RefundResult told = await().atMost(Purchases.SOON)
                .until(
                        () -> wechat.queryRefund(new RefundRequest(
                                "DESK" + order,
                                "",
                                TestMarket.merchantNo(stall.vendor()),
                                Money.ofFen(600),
                                Money.ofFen(600),
                                "")),
                        RefundResult.Done.class::isInstance);
        assertThat(refunds.settle(((RefundResult.Done) told).notice(), "QUERY"))
                .isInstanceOf(RefundOutcome.Booked.class);
        assertThat(state(order)).isEqualTo("REFUNDED");
    }

    @Test
    void whatCannotBeGivenBackIsSaid() {
        OrderNumber waiting = number(customer.order(stall, "5.00"));
        assertThatThrownBy(() -> ask(waiting, 100, "r1")).hasMessage("payment.refund.unpaid");
        OrderNumber order = number(bought.paid("5.00"));
        assertThatThrownBy(() -> ask(order, 501, "r2")).hasMessage("payment.refund.most");
        assertThatThrownBy(() -> ask(order, 0, "r3")).hasMessage("payment.amount.positive");
        assertThat(bought.count("payment_refund")).isZero();
    }

    @Test
    void afterTheDayIsClosedTheNextOneCarriesTheRefund() {
        OrderNumber order = number(bought.paid("20.00"));
        jdbc.update(
                "update settlement_calendar set closed_through = (select max(business_date) from payment_order"
                        + " where market_id = ?) where market_id = ?",
                market.marketId(),
                market.marketId());

        ask(order, 2000, "r1");
        await().atMost(Purchases.SOON).until(() -> state(order).equals("REFUNDED"));

        assertThat(jdbc.queryForObject(
                        "select datediff(r.business_date, o.business_date) from payment_refund r join payment_order o"
                                + " on o.market_id = r.market_id and o.order_no = r.order_no where r.market_id = ?",
                        Integer.class,
                        market.marketId()))
                .isEqualTo(1);
    }

    @Test
    void moneyInSuspenseGoesBackToItsPayer() {
        long owed = bought.paidWrongly("10.00", 999);
        Refund refund = refunds.askForSuspense(market.marketId(), owed, "", "s1", clerk);
        // The channel knows the true sum, not the one that a spoilt notice told.
        assertThat(refund.state()).isIn(Refund.State.ASKED, Refund.State.FAILED);
        assertThat(desk.newest(market.marketId()).getFirst().state()).isEqualTo(Suspense.State.OWED_BACK);

        long closed = bought.paidAfterClose("4.00");
        refunds.askForSuspense(market.marketId(), closed, "", "s2", clerk);
        assertThatThrownBy(() -> refunds.askForSuspense(market.marketId(), closed, "", "s3", clerk))
                .hasMessage("payment.suspense.ended");
        await().atMost(Purchases.SOON)
                .until(() -> desk.newest(market.marketId()).stream()
                        .anyMatch(row -> row.suspenseId() == closed && row.state() == Suspense.State.REFUNDED));
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThatThrownBy(() -> desk.assign(market.marketId(), closed, clerk)).hasMessage("payment.suspense.ended");
    }

    @Test
    void moneyInSuspenseMayStayWithTheVendorWhoReceivedIt() {
        long closed = bought.paidAfterClose("4.00");
        assertThat(markets.balances(market)).containsEntry("suspense", Money.ofFen(-400));

        desk.assign(market.marketId(), closed, clerk);

        assertThat(markets.balances(market))
                .containsEntry("suspense", Money.ZERO)
                .containsEntry("vendor_payable:" + stall.vendor().vendorId(), Money.ofFen(-396));
        assertThatThrownBy(() -> desk.assign(market.marketId(), closed, clerk)).hasMessage("payment.suspense.ended");
        assertThatThrownBy(() -> refunds.askForSuspense(market.marketId(), closed, "", "s1", clerk))
                .hasMessage("payment.suspense.ended");
    }

    private RefundResult atDesk(OrderNumber order, long charged, long back, String number) {
        PaymentChannel wechat = channels.own(ChannelName.WECHAT).orElseThrow();
        return wechat.refund(new RefundRequest(
                number,
                customer.transaction(order.toString()).path("transactionId").asString(),
                TestMarket.merchantNo(stall.vendor()),
                Money.ofFen(charged),
                Money.ofFen(back),
                "at the desk"));
    }

    private Refund ask(OrderNumber order, long fen, String request) {
        return refunds.askForOrder(order, Money.ofFen(fen), "不新鲜", request, clerk);
    }

    private String state(OrderNumber order) {
        return customer.state(order.toString());
    }

    private static OrderNumber number(String printed) {
        return OrderNumber.parse(printed).orElseThrow();
    }

    private List<Long> sharesBack() {
        return jdbc.queryForList(
                "select amount_fen from settlement_share where market_id = ? and kind = 'REFUND' order by line_no",
                Long.class,
                market.marketId());
    }
}
