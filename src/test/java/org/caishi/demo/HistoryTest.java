/** The past is written through the payments' own door, whole after any interruption, while people pay. */
package org.caishi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.caishi.catalog.Goods;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.Scene;
import org.caishi.demo.PastSale.End;
import org.caishi.device.Devices;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.payment.Checkout;
import org.caishi.payment.Completion;
import org.caishi.payment.Outcome;
import org.caishi.platform.Transactions;
import org.caishi.report.BooksCheck;
import org.caishi.settlement.DayClose;
import org.caishi.testing.ProductTest;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class HistoryTest {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final int DAYS = 3;

    @Autowired
    History history;

    @Autowired
    HistoryBooks books;

    @Autowired
    HistoryRows rows;

    @Autowired
    Seeding seeding;

    @Autowired
    Users users;

    @Autowired
    Plates plates;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    Checkout checkout;

    @Autowired
    Completion completion;

    @Autowired
    DayClose close;

    @Autowired
    Transactions transactions;

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

    @Test
    void thePastIsWrittenWholeAndItsBooksAgree() {
        DemoMarket plan = sown(DAYS);

        history.write(plan);

        assertWhole(plan, DAYS);
        assertThat(sum(plan, "select count(*) from speaker_announcement where market_id = ? and state <> 'EXPIRED'"))
                .as("nothing of the past is to be said aloud")
                .isZero();
        assertThat(
                        sum(
                                plan,
                                "select count(*) from speaker_announcement where market_id = ? and ended_at > created_at + interval 1 hour"))
                .isZero();
    }

    @Test
    void everyPastDayHasItsStatementsAndTheyAddUpToTheJournal() {
        DemoMarket plan = sown(DAYS);

        history.write(plan);

        for (int back = 1; back <= DAYS; back++) {
            LocalDate date = today(plan).minusDays(back);
            Money gross = Money.ofFen(day(plan, date).stream()
                    .filter(sale -> sale.end() == End.PAID)
                    .mapToLong(sale -> sale.amount().fen())
                    .sum());
            Money returned =
                    fen(plan, "select refund_fen from settlement_day where market_id = ? and business_date = ?", date);
            assertThat(fen(
                            plan,
                            "select gross_fen from settlement_day where market_id = ? and business_date = ?",
                            date))
                    .isEqualTo(gross);
            assertThat(fen(
                            plan,
                            "select sum(gross_fen) from settlement_statement where market_id = ? and business_date = ?",
                            date))
                    .isEqualTo(gross);
            assertThat(fen(
                            plan,
                            "select sum(e.amount_fen) from ledger_entry e join ledger_account a on a.market_id = e.market_id"
                                    + " and a.account_id = e.account_id and a.kind = 'channel_receivable'"
                                    + " where e.market_id = ? and e.business_date = ?",
                            date))
                    .isEqualTo(gross.minus(returned));
            assertThat(fen(
                            plan,
                            "select sum(net_fen) from settlement_statement where market_id = ? and business_date = ?",
                            date))
                    .isEqualTo(fen(
                            plan,
                            "select -sum(e.amount_fen) from ledger_entry e join ledger_account a on a.market_id = e.market_id"
                                    + " and a.account_id = e.account_id and a.kind = 'vendor_payable'"
                                    + " where e.market_id = ? and e.business_date = ?",
                            date));
            assertThat(jdbc.queryForObject(
                            "select closed_at from settlement_day where market_id = ? and business_date = ?",
                            LocalDateTime.class,
                            id(plan),
                            date))
                    .as("closed when it would have been")
                    .isEqualTo(LocalDateTime.ofInstant(
                            plan.market().day().endOf(date).plus(10, ChronoUnit.MINUTES), ZoneOffset.UTC));
        }
    }

    @Test
    void killedInTheMiddleItGoesOnWhereItWas() {
        DemoMarket plan = sown(DAYS);
        HistoryFloor floor = HistoryFloor.of(id(plan), plates, devices, goods);
        HistoryProgress begin = rows.find(id(plan)).orElseThrow();
        List<PastSale> first = day(plan, begin.date());

        assertThatThrownBy(() -> transactions.run(() -> {
                    books.step(begin, plan, first, floor);
                    throw new IllegalStateException("killed before the commit");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sum(plan, "select count(*) from payment_order where market_id = ?"))
                .isZero();
        books.step(begin, plan, first, floor);
        long written = sum(plan, "select count(*) from payment_order where market_id = ?");
        books.step(begin, plan, first, floor);
        assertThat(sum(plan, "select count(*) from payment_order where market_id = ?"))
                .as("a step told twice is one step")
                .isEqualTo(written)
                .isPositive();
        for (int steps = 0; steps < 3; steps++) {
            HistoryProgress at = rows.find(id(plan)).orElseThrow();
            books.step(at, plan, day(plan, at.date()), floor);
        }
        close.closeWhatHasEnded();
        assertThat(rows.find(id(plan)).orElseThrow().isDone()).isFalse();

        history.write(plan);

        assertWhole(plan, DAYS);
    }

    @Test
    void nobodyElseClosesADayWhosePastIsNotInYet() {
        DemoMarket plan = sown(DAYS);

        close.closeWhatHasEnded();

        assertThat(closedThrough(plan)).isEqualTo(today(plan).minusDays(DAYS + 1));
    }

    @Test
    void aPastThatIsGivenUpLeavesItsDaysToTheScheduler() {
        DemoMarket plan = sown(DAYS);

        books.giveUp(plan);
        close.closeWhatHasEnded();

        assertThat(closedThrough(plan)).isAfterOrEqualTo(today(plan).minusDays(2));
        assertThat(rows.find(id(plan)).orElseThrow().isDone()).isTrue();
    }

    @Test
    void whoPaysMeanwhilePaysToday() throws InterruptedException {
        int days = 12;
        DemoMarket plan = sown(days);
        PlateHolder holder = plates.of(id(plan)).getFirst();
        Thread writer = Thread.ofPlatform().start(() -> history.write(plan));
        List<Outcome> outcomes = new ArrayList<>();
        int duringTheHistory = 0;

        do {
            outcomes.add(pay(plan, holder, outcomes.size()));
            if (rows.find(id(plan)).filter(at -> !at.isDone()).isPresent()) {
                duringTheHistory++;
            }
        } while (writer.isAlive() && outcomes.size() < 500);
        writer.join();

        assertThat(duringTheHistory).as("payments while the past was written").isPositive();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Booked.class));
        assertThat(fen(
                        plan,
                        "select count(*) from payment_order where market_id = ? and channel_txn like 'live-%'"
                                + " and state = 'PAID' and business_date >= ?",
                        today(plan).minusDays(1)))
                .isEqualTo(Money.ofFen(outcomes.size()));
        assertThat(
                        sum(
                                plan,
                                "select count(*) from speaker_announcement a join payment_order o on o.market_id = a.market_id"
                                        + " and o.order_no = a.subject_no and o.channel_txn like 'live-%' where a.market_id = ?"))
                .isEqualTo(outcomes.size());
        assertThat(rows.find(id(plan)).orElseThrow().daysDone()).isEqualTo(days);
        assertThat(findings(plan)).isEmpty();
    }

    /** A night market of its own with snacks and sundries, sown with so many days of past to come. */
    private DemoMarket sown(int days) {
        int number = NEXT.incrementAndGet();
        long marketId = 30_300 + number;
        DemoDrawing draw = new DemoDrawing(marketId, "past" + number + "-", 1_900_000_600L + 20L * number);
        DemoMarket plan = new DemoMarket(
                new Market(
                        marketId,
                        "past" + number,
                        "试验夜市",
                        MarketKind.NIGHT,
                        "试验路 1 号",
                        ZoneId.of("Asia/Shanghai"),
                        4,
                        "12315"),
                List.of(draw.zone("S", "小吃", 8, Assortment.SNACKS), draw.zone("G", "百货", 4, Assortment.SUNDRIES)),
                "S02");
        transactions.run(() -> {
            seeding.sow(plan, users.hashed(Demonstration.PASSWORD), users.hashed(Demonstration.PASSWORD));
            books.open(plan, today(plan), days);
        });
        return plan;
    }

    private Outcome pay(DemoMarket plan, PlateHolder holder, int number) {
        Money amount = Money.ofFen(1_000 + number);
        Checkout.OpenedOrder order = checkout.open(
                new Checkout.Request(holder, amount, null, ChannelName.WECHAT, Scene.NATIVE, Payer.ANYBODY));
        return completion.settle(new PaidNotice(
                ChannelName.WECHAT,
                "live-" + id(plan) + "-" + number,
                order.number().toString(),
                plan.stalls()
                        .filter(stall -> stall.stallNo().equals(holder.stall().stallNo()))
                        .findFirst()
                        .orElseThrow()
                        .merchantNo(),
                amount,
                "CNY",
                clock.instant(),
                clock.instant(),
                PaidNotice.Source.NOTICE));
    }

    /** The rows are exactly what the seed says, no more and no less. */
    private void assertWhole(DemoMarket plan, int days) {
        List<String> drawn = new ArrayList<>();
        long weighed = 0;
        long items = 0;
        long returned = 0;
        for (int back = days; back >= 1; back--) {
            LocalDate date = today(plan).minusDays(back);
            HistoryProgress at = new HistoryProgress(id(plan), date, 1, 0, 0);
            for (PastSale sale : day(plan, date)) {
                weighed += sale.isWeighed() ? 1 : 0;
                items += sale.items().size();
                returned += sale.refund() == null ? 0 : sale.refund().amount().fen();
                if (sale.isPaid()) {
                    drawn.add(String.join(
                            " ",
                            HistoryBooks.txn(at, sale),
                            sale.end() == End.CASH ? "CASH" : "WECHAT",
                            Long.toString(sale.amount().fen()),
                            date.toString(),
                            time(sale.openedAt()),
                            time(sale.paidAt()),
                            time(sale.knownAt())));
                }
            }
        }
        List<String> written = jdbc.query(
                "select channel_txn, channel, amount_fen, business_date, created_at, paid_at, booked_at from payment_order"
                        + " where market_id = ? and paid_at is not null order by channel_txn",
                (row, index) -> String.join(
                        " ",
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, LocalDateTime.class).toString(),
                        row.getObject(6, LocalDateTime.class).toString(),
                        row.getObject(7, LocalDateTime.class).toString()),
                id(plan));
        assertThat(written).isEqualTo(drawn).hasSizeGreaterThan(days * 50);
        assertThat(sum(plan, "select count(*) from scale_weighing where market_id = ?"))
                .isEqualTo(weighed);
        assertThat(sum(plan, "select count(*) from scale_weighing_item where market_id = ?"))
                .isEqualTo(items);
        assertThat(sum(plan, "select coalesce(sum(amount_fen), 0) from payment_refund where market_id = ?"))
                .isEqualTo(returned)
                .isPositive();
        assertNothingIsOpen(plan);
    }

    /** Nothing waits, weighings and orders name each other, the days are closed and the books agree. */
    private void assertNothingIsOpen(DemoMarket plan) {
        assertThat(sum(plan, "select count(*) from scale_weighing where market_id = ? and state = 'WAITING'"))
                .isZero();
        assertThat(sum(plan, "select count(*) from payment_order where market_id = ? and state = 'WAITING'"))
                .isZero();
        assertThat(sum(
                        plan,
                        "select count(*) from payment_order o join scale_weighing w on w.market_id = o.market_id"
                                + " and w.weighing_id = o.weighing_id where o.market_id = ? and o.state = 'PAID'"
                                + " and (w.order_no <> o.order_no or w.total_fen <> o.amount_fen"
                                + " or w.state <> if(o.channel = 'CASH', 'CASH', 'PAID'))"))
                .isZero();
        assertThat(sum(plan, "select sum(amount_fen) from ledger_entry where market_id = ?"))
                .isZero();
        assertThat(closedThrough(plan)).isEqualTo(today(plan).minusDays(1));
        assertThat(sum(plan, "select entering from settlement_calendar where market_id = ?"))
                .isZero();
        assertThat(findings(plan)).isEmpty();
    }

    private List<String> findings(DemoMarket plan) {
        return BooksCheck.of(database, id(plan)).findings();
    }

    private LocalDate closedThrough(DemoMarket plan) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select closed_through from settlement_calendar where market_id = ?", LocalDate.class, id(plan)));
    }

    private long sum(DemoMarket plan, String sql) {
        Long sum = jdbc.queryForObject(sql, Long.class, id(plan));
        return sum == null ? 0 : sum;
    }

    private Money fen(DemoMarket plan, String sql, LocalDate date) {
        return Money.ofFen(Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, id(plan), date)));
    }

    private static List<PastSale> day(DemoMarket plan, LocalDate date) {
        return PastDay.of(plan, date);
    }

    private LocalDate today(DemoMarket plan) {
        return plan.market().day().dateOf(clock.instant());
    }

    private static long id(DemoMarket plan) {
        return plan.market().marketId();
    }

    private static String time(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
