/** The one door to PAID: told twice, told at once, told late or told wrong, every fen is booked once and in its place. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class CompletionTest {
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

    @Autowired
    Completion completion;

    @Autowired
    PaymentOrders orders;

    @Autowired
    BookingRows rows;

    @Autowired
    SplitRules rules;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TestMarket markets;

    Market market;
    PlateHolder stall;

    @BeforeEach
    void openMarket() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
    }

    @AfterEach
    void debitsEqualCredits() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(count("select count(*) from ledger_journal j where j.market_id = ? and 0 <> (select sum(amount_fen)"
                        + " from ledger_entry e where e.market_id = j.market_id and e.journal_id = j.journal_id)"))
                .isZero();
    }

    @Test
    void aPaymentIsBookedWithAllThatFollowsFromIt() {
        PaymentOrder order = order(1250);

        assertThat(completion.settle(notice(order, "T1", 1250))).isEqualTo(new Outcome.Booked(order.number()));

        assertThat(now(order).state()).isEqualTo(OrderState.PAID);
        assertThat(now(order).paidAt()).isEqualTo(NOON);
        assertThat(now(order).channelTxn()).isEqualTo("T1");
        assertThat(markets.balances(market))
                .isEqualTo(Map.of(
                        "channel_receivable",
                        Money.ofFen(1250),
                        "vendor_payable:" + stall.vendor().vendorId(),
                        Money.ofFen(-1237),
                        "market_commission",
                        Money.ofFen(-8),
                        "channel_fee",
                        Money.ofFen(-5)));
        assertThat(count("select sum(amount_fen) from settlement_share where market_id = ?"))
                .isEqualTo(1250);
        assertThat(count("select count(*) from speaker_announcement where market_id = ?"))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject(
                        "select text from speaker_announcement where market_id = ?", String.class, market.marketId()))
                .isEqualTo("微信收款十二点五元");
        assertThat(count("select sum(amount_fen) from payment_hour where market_id = ? and hour_of_day = 12"))
                .isEqualTo(1250);
        assertThat(count("select count(*) from payment_notice where market_id = ? and outcome = 'BOOKED'"))
                .isEqualTo(1);
    }

    @Test
    void theSameNoticeTwiceBooksOnce() {
        PaymentOrder order = order(1250);

        completion.settle(notice(order, "T1", 1250));
        assertThat(completion.settle(notice(order, "T1", 1250))).isEqualTo(new Outcome.AlreadyBooked());

        assertBookedOnce(1250);
    }

    @Test
    void aHundredCopiesAtOnceBookOnce() throws Exception {
        PaymentOrder order = order(990);
        List<Outcome> outcomes = atOnce(100, i -> () -> completion.settle(notice(order, "T1", 990)));

        assertThat(outcomes).filteredOn(Outcome.Booked.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.AlreadyBooked.class::isInstance).hasSize(99);
        assertBookedOnce(990);
    }

    @Test
    void manyOrdersAtOnceAreEachBookedOnce() throws Exception {
        List<PaymentOrder> open =
                IntStream.range(0, 300).mapToObj(i -> order(100 + i)).toList();
        atOnce(600, i -> () -> {
            PaymentOrder order = open.get(i % 300);
            return completion.settle(notice(order, "T" + i % 300, order.amountFen()));
        });

        long expected = open.stream().mapToLong(PaymentOrder::amountFen).sum();
        assertThat(count("select count(*) from payment_order where market_id = ? and state = 'PAID'"))
                .isEqualTo(300);
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(expected));
        assertThat(count("select sum(payments) from payment_hour where market_id = ?"))
                .isEqualTo(300);
    }

    @Test
    void moneyForAClosedOrderIsOwedBackOnce() {
        PaymentOrder order = order(1250);
        orders.close(order.marketId(), order.orderNo());

        assertThat(completion.settle(notice(order, "T1", 1250))).isEqualTo(new Outcome.OwedBack("ORDER_CLOSED"));
        assertThat(completion.settle(notice(order, "T1", 1250))).isEqualTo(new Outcome.AlreadyBooked());

        assertThat(now(order).state()).isEqualTo(OrderState.CLOSED);
        assertOwedBack(1250, 1);
    }

    @Test
    void anotherAmountIsOwedBackAndTheOrderStaysOpen() {
        PaymentOrder order = order(1250);

        assertThat(completion.settle(notice(order, "T1", 1249))).isEqualTo(new Outcome.OwedBack("WRONG_AMOUNT"));

        assertThat(now(order).state()).isEqualTo(OrderState.WAITING);
        assertOwedBack(1249, 1);
    }

    @Test
    void aSecondChargeOfAPaidOrderIsOwedBack() {
        PaymentOrder order = order(1250);
        completion.settle(notice(order, "T1", 1250));

        assertThat(completion.settle(notice(order, "T2", 1250))).isEqualTo(new Outcome.OwedBack("SECOND_CHARGE"));

        assertThat(now(order).channelTxn()).isEqualTo("T1");
        assertOwedBack(1250, 1);
    }

    @Test
    void moneyForAnUnknownOrderGoesToTheMarketOfItsSubMerchant() {
        PaidNotice stray = new PaidNotice(
                ChannelName.WECHAT,
                "T9",
                "SOMEBODYELSE1",
                TestMarket.merchantNo(stall.vendor()),
                Money.ofFen(77),
                "CNY",
                NOON,
                NOON,
                PaidNotice.Source.NOTICE);

        assertThat(completion.settle(stray)).isEqualTo(new Outcome.OwedBack("ORDER_UNKNOWN"));

        assertOwedBack(77, 1);
    }

    @Test
    void moneyOfAnotherMerchantIsNotBookedAtAll() {
        PaymentOrder order = order(1250);
        PaidNotice genuine = notice(order, "T1", 1250);
        PaidNotice elsewhere = new PaidNotice(
                genuine.channel(),
                "T1",
                genuine.orderNo(),
                "sub-of-another",
                genuine.amount(),
                "CNY",
                NOON,
                NOON,
                PaidNotice.Source.NOTICE);

        assertThat(completion.settle(elsewhere)).isEqualTo(new Outcome.NotOurs());

        assertThat(now(order).state()).isEqualTo(OrderState.WAITING);
        assertThat(markets.balances(market)).isEmpty();
    }

    @Test
    void aNightMarketsPaymentAtTwoInTheMorningBelongsToTheDayBefore() {
        market = markets.open(4);
        stall = markets.stall(market, "S01");
        PaymentOrder order = order(600);
        Instant twoOnMonday = Instant.parse("2030-01-06T18:00:00Z");
        PaidNotice paid = notice(order, "T1", 600);

        completion.settle(new PaidNotice(
                paid.channel(),
                "T1",
                paid.orderNo(),
                paid.merchantNo(),
                paid.amount(),
                "CNY",
                twoOnMonday,
                twoOnMonday,
                PaidNotice.Source.NOTICE));

        assertThat(now(order).businessDate()).isEqualTo(LocalDate.parse("2030-01-06"));
        assertThat(count("select count(*) from payment_hour where market_id = ? and hour_of_day = 2"))
                .isEqualTo(1);
    }

    @Test
    void whatBelongsToAClosedDayGoesToTheFirstOpenOne() {
        PaymentOrder first = order(100);
        completion.settle(notice(first, "T1", 100));
        LocalDate open = Objects.requireNonNull(now(first).businessDate());
        jdbc.update("update settlement_calendar set closed_through = ? where market_id = ?", open, market.marketId());

        PaymentOrder late = order(200);
        completion.settle(notice(late, "T2", 200));

        assertThat(now(late).businessDate()).isEqualTo(open.plusDays(1));
    }

    private void assertBookedOnce(long fen) {
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(fen));
        assertThat(count("select count(*) from ledger_journal where market_id = ?"))
                .isEqualTo(1);
        assertThat(count("select count(*) from speaker_announcement where market_id = ?"))
                .isEqualTo(1);
        assertThat(count("select sum(payments) from payment_hour where market_id = ?"))
                .isEqualTo(1);
        assertThat(count("select count(*) from payment_notice where market_id = ?"))
                .isEqualTo(1);
    }

    private void assertOwedBack(long fen, int times) {
        assertThat(markets.balances(market)).containsEntry("suspense", Money.ofFen(-fen));
        assertThat(count("select count(*) from payment_suspense where market_id = ? and state = 'OWED_BACK'"))
                .isEqualTo(times);
    }

    private PaymentOrder order(long fen) {
        WaitingOrders waiting = new WaitingOrders(rows, rules, transactions, ids);
        PaymentOrder order = waiting.unwritten(stall, fen, Clock.systemUTC().instant());
        waiting.write(List.of(order));
        return order;
    }

    private PaidNotice notice(PaymentOrder order, String txn, long fen) {
        return new PaidNotice(
                ChannelName.WECHAT,
                txn,
                order.number().toString(),
                order.merchantNo(),
                Money.ofFen(fen),
                "CNY",
                NOON,
                NOON,
                PaidNotice.Source.NOTICE);
    }

    private PaymentOrder now(PaymentOrder order) {
        return orders.find(order.marketId(), order.orderNo()).orElseThrow();
    }

    private long count(String sql) {
        Long number = jdbc.queryForObject(sql, Long.class, market.marketId());
        return number == null ? 0 : number;
    }

    private static <T> List<T> atOnce(int times, java.util.function.IntFunction<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, times).mapToObj(work).toList();
            List<Future<T>> futures = threads.invokeAll(calls);
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
