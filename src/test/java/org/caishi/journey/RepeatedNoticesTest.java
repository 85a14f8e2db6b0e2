/** Signed notices over HTTP at once, a hundred times, in any order and a day late: acknowledged when booked, booked once. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.report.BooksCheck;
import org.caishi.testing.Customer;
import org.caishi.testing.GenuineNotices;
import org.caishi.testing.GenuineNotices.Notice;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class RepeatedNoticesTest {
    private static final int OK = 200;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource database;

    @Autowired
    Environment settings;

    final Clock clock = Clock.systemUTC();
    final Customer customer = new Customer();
    GenuineNotices channel;
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() throws Exception {
        market = markets.open(0);
        stall = markets.stall(market, "N01");
        channel = new GenuineNotices(settings);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void thirtyTwoAtOnceAreEachAcknowledgedOnceItIsBookedAndItIsBookedOnce() throws Exception {
        Notice notice = paid(customer.order(stall, "12.50"), 1250);

        List<Boolean> booked = atOnce(Collections.nCopies(32, () -> {
            assertThat(send(notice)).isEqualTo(OK);
            return count("payment_order where state = 'PAID' and") == 1 && count("ledger_journal where") == 1;
        }));

        assertThat(booked).containsOnly(true);
        assertBookedOnce(1250);
    }

    @Test
    void aHundredInARowAreAcknowledgedAndBookedOnce() {
        Notice notice = paid(customer.order(stall, "9.90"), 990);

        for (int copy = 0; copy < 100; copy++) {
            assertThat(send(notice)).isEqualTo(OK);
            assertThat(count("payment_order where state = 'PAID' and")).isEqualTo(1);
        }

        assertBookedOnce(990);
    }

    @Test
    void aRefundThatComesBeforeItsPaymentIsRefusedUntilThePaymentHasCome() {
        String order = customer.order(stall, "7.00");
        String txn = txn();
        Notice payment = channel.paid(order, txn, merchantNo(), 700, clock.instant());
        Notice refund = channel.refunded(order, txn, merchantNo(), 700, clock.instant());

        assertThat(send(refund)).isGreaterThanOrEqualTo(400);
        assertThat(count("payment_notice where")).isZero();
        assertThat(count("ledger_journal where")).isZero();
        assertThat(send(payment)).isEqualTo(OK);
        assertThat(send(refund)).isEqualTo(OK);
        assertThat(send(refund)).isEqualTo(OK);
        assertThat(send(payment)).as("it never goes back to PAID").isEqualTo(OK);

        assertThat(customer.state(order)).isEqualTo("REFUNDED");
        assertThat(count("ledger_journal where")).isEqualTo(2);
        assertThat(count("speaker_announcement where"))
                .as("received, given back")
                .isEqualTo(2);
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inAnyOrderPaymentsAndRefundsEndTheSame(long seed) throws Exception {
        List<Notice> notices = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            String order = customer.order(stall, "5.0" + i);
            String txn = txn();
            notices.addAll(Collections.nCopies(3, channel.paid(order, txn, merchantNo(), 500 + i, clock.instant())));
            notices.addAll(
                    Collections.nCopies(3, channel.refunded(order, txn, merchantNo(), 500 + i, clock.instant())));
        }
        // What is refused comes again, in another order, as a channel's retries do.
        for (int round = 0; !notices.isEmpty(); round++) {
            assertThat(round).as("rounds until all are acknowledged").isLessThan(20);
            Collections.shuffle(notices, new Random(seed + round));
            List<Notice> now = List.copyOf(notices);
            List<Boolean> acknowledged = atOnce(now.stream()
                    .<Callable<Boolean>>map(notice -> () -> send(notice) == OK)
                    .toList());
            notices.clear();
            for (int i = 0; i < now.size(); i++) {
                if (!acknowledged.get(i)) {
                    notices.add(now.get(i));
                }
            }
        }

        assertThat(count("payment_order where state = 'REFUNDED' and")).isEqualTo(8);
        assertThat(count("ledger_journal where kind = 'PAYMENT' and")).isEqualTo(8);
        assertThat(count("ledger_journal where kind = 'REFUND' and")).isEqualTo(8);
        assertThat(count("speaker_announcement where event = 'RECEIVED' and")).isEqualTo(8);
        assertThat(count("payment_suspense where")).isZero();
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    /** Retries go on for a day and more; each is signed anew, so only what it says is old. */
    @Test
    void aDayLateTheMoneyIsOwedBackOnceForTheOrderIsLongClosed() {
        String order = customer.order(stall, "4.00");
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        jdbc.update(
                "update payment_order set state = 'CLOSED', created_at = created_at - interval 1 day,"
                        + " expires_at = expires_at - interval 1 day where market_id = ?",
                market.marketId());
        Notice late = channel.paid(order, txn(), merchantNo(), 400, yesterday);

        assertThat(channel.send(late, yesterday)).as("an old signature").isBetween(400, 499);
        assertThat(count("payment_suspense where")).isZero();
        assertThat(send(late)).isEqualTo(OK);
        assertThat(send(late)).isEqualTo(OK);

        assertThat(customer.state(order)).isEqualTo("CLOSED");
        assertThat(count("payment_suspense where reason = 'ORDER_CLOSED' and state = 'OWED_BACK' and"))
                .isEqualTo(1);
        assertThat(count("speaker_announcement where"))
                .as("the stall has not received it")
                .isZero();
        assertThat(markets.balances(market))
                .containsEntry("suspense", Money.ofFen(-400))
                .containsEntry("channel_receivable", Money.ofFen(400));
    }

    private void assertBookedOnce(long fen) {
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(fen));
        assertThat(count("payment_notice where")).isEqualTo(1);
        assertThat(count("ledger_journal where")).isEqualTo(1);
        assertThat(count("speaker_announcement where")).isEqualTo(1);
        assertThat(count("payment_suspense where")).isZero();
    }

    private Notice paid(String order, long fen) {
        return channel.paid(order, txn(), merchantNo(), fen, clock.instant());
    }

    private int send(Notice notice) {
        return channel.send(notice, clock.instant());
    }

    private String merchantNo() {
        return TestMarket.merchantNo(stall.vendor());
    }

    private static String txn() {
        return "4200" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }

    private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
        }
        return results;
    }

    private long count(String rows) {
        Long number =
                jdbc.queryForObject("select count(*) from " + rows + " market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
