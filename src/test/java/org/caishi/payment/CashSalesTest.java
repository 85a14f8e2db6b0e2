/** Cash over the vendor's page: booked once, owed to nobody, and never mixed with what a channel settles. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.Scene;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.report.BooksCheck;
import org.caishi.scale.EarlierWeighing;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class CashSalesTest {
    private static final String PASSWORD = "a vendor's password";

    @Autowired
    CashSales cash;

    @Autowired
    Checkout checkout;

    @Autowired
    Completion completion;

    @Autowired
    Weighings weighings;

    @Autowired
    Users users;

    @Autowired
    TestMarket markets;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    PlateHolder stall;
    Visitor phone;

    @BeforeEach
    void openMarket() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
        phone = phone(stall);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aTypedAmountIsBookedAndOwedToNobody() {
        HttpResponse<String> answer = tap(Map.of("amount", "12.50"));

        assertThat(answer.statusCode()).isEqualTo(302);
        String vendor = Long.toString(stall.vendor().vendorId());
        assertThat(markets.balances(market))
                .isEqualTo(Map.of(
                        "cash_with_vendor:" + vendor, Money.ofFen(1250), "cash_sales:" + vendor, Money.ofFen(-1250)));
        assertThat(count(
                        "select count(*) from payment_order where market_id = ? and channel = 'CASH' and state = 'PAID'"
                                + " and amount_fen = 1250 and scene = 'AT_STALL'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from settlement_share where market_id = ?"))
                .isZero();
        assertThat(count("select count(*) from speaker_announcement where market_id = ?"))
                .isZero();
        assertThat(count("select sum(amount_fen) from payment_hour where market_id = ? and channel = 'CASH'"))
                .isEqualTo(1250);
        assertThat(count("select count(*) from payment_notice where market_id = ? and source = 'CASH'"))
                .isEqualTo(1);
    }

    @Test
    void cashIsShownApartOnPhoneAndHome() {
        pay(1000, null);
        tap(Map.of("amount", "12.50"));

        assertThat(phone.get("/vendor").body()).contains("¥22.50", "其中现金 ¥12.50，1 笔", "现金");
        assertThat(phone.get("/vendor/today").body()).contains("¥22.50", "其中现金 ¥12.50，1 笔");
        assertThat(phone.get("/vendor/statements").body()).contains("¥9.90").doesNotContain("22.50");
        Visitor manager = new Visitor();
        users.add("boss" + market.marketId(), "经理", PASSWORD, Role.MANAGER, market.marketId(), null);
        manager.signIn("boss" + market.marketId(), PASSWORD);
        assertThat(manager.get("/manage/" + market.code()).body()).contains("¥22.50", "其中现金 ¥12.50，1 笔");
        String number = new OrderNumber(
                        market.marketId(),
                        count("select order_no from payment_order where market_id = ? and channel = 'CASH'"))
                .toString();
        assertThat(manager.get("/manage/" + market.code() + "/payments/" + number)
                        .body())
                .contains("商户手中的现金", "现金销售", "商户收现金")
                .doesNotContain("??");
    }

    @Test
    void theSameTapTwiceIsOneSale() {
        String request = UUID.randomUUID().toString();

        tap(Map.of("amount", "8.00", "request", request));
        tap(Map.of("amount", "8.00", "request", request));
        tap(Map.of("amount", "8.00"));

        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isEqualTo(2);
    }

    @Test
    void sixteenTapsAtOnceAreOneSale() throws Exception {
        String request = UUID.randomUUID().toString();
        List<Callable<OrderNumber>> taps = Stream.generate(
                        () -> (Callable<OrderNumber>) () -> cash.take(person(stall), request, Money.ofFen(800)))
                .limit(16)
                .toList();
        List<OrderNumber> numbers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<OrderNumber> tap : pool.invokeAll(taps)) {
                numbers.add(tap.get());
            }
        }

        assertThat(numbers).hasSize(16).containsOnly(numbers.getFirst());
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isEqualTo(1);
        assertThat(count("select count(*) from ledger_journal where market_id = ? and kind = 'CASH'"))
                .isEqualTo(1);
    }

    @Test
    void aWeighingPaidInCashIsPaid() {
        long weighing = weighed(1249);

        tap(Map.of("weighingId", Long.toString(weighing)));

        assertThat(count("select count(*) from scale_weighing w join payment_order o on o.market_id = w.market_id"
                        + " and o.order_no = w.order_no and o.amount_fen = 1249 and o.weighing_id = w.weighing_id"
                        + " where w.market_id = ? and w.state = 'CASH'"))
                .isEqualTo(1);
        assertThat(phone.get("/vendor/now", "Accept", "application/json").body())
                .contains("\"waiting\":null", "¥12.49");
        tap(Map.of("weighingId", Long.toString(weighing)));
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .as("another tap for the same weighing")
                .isEqualTo(1);
    }

    @Test
    void whatAWalletHasPaidIsNotPaidInCashAgain() {
        long weighing = weighed(1249);
        pay(1249, weighing);

        HttpResponse<String> answer = tapLive(Map.of("weighingId", Long.toString(weighing)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(count("select count(*) from payment_order where market_id = ? and channel = 'CASH'"))
                .isZero();
    }

    @Test
    void anotherVendorsWeighingIsNobodysBusiness() {
        long weighing = weighed(1249);
        Visitor other = phone(markets.stall(market, "A02"));

        HttpResponse<String> answer = tap(other, Map.of("weighingId", Long.toString(weighing)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isZero();
        assertThat(count("select count(*) from scale_weighing where market_id = ? and state = 'WAITING'"))
                .isEqualTo(1);
    }

    @Test
    void onlyAVendorTakesCash() {
        users.add("clerk" + market.marketId(), "财务", PASSWORD, Role.CLERK, market.marketId(), null);
        Visitor clerk = new Visitor();
        clerk.signIn("clerk" + market.marketId(), PASSWORD);

        assertThat(new Visitor().post("/vendor/cash", Map.of("amount", "1.00")).statusCode())
                .isNotEqualTo(200);
        assertThat(clerk.post("/vendor/cash", filled(clerk, "/manage/" + market.code(), Map.of("amount", "1.00")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isZero();
    }

    @Test
    void amountsThatAreNoneAreRefusedInWords() {
        for (String amount : List.of("", "0", "-5", "a lot", "1.234", "50000.01")) {
            assertThat(tapLive(Map.of("amount", amount)).statusCode())
                    .as(amount)
                    .isEqualTo(400);
        }
        assertThat(tapLive(Map.of("amount", "1.00", "request", "x")).statusCode())
                .isEqualTo(400);
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isZero();
    }

    private Visitor phone(PlateHolder holder) {
        String name = "cash" + holder.vendor().vendorId();
        users.add(
                name,
                "老王",
                PASSWORD,
                Role.VENDOR,
                market.marketId(),
                holder.vendor().vendorId());
        Visitor visitor = new Visitor();
        visitor.signIn(name, PASSWORD);
        return visitor;
    }

    private Person person(PlateHolder holder) {
        return new Person(
                1, "v", "老王", Role.VENDOR, market.marketId(), holder.vendor().vendorId());
    }

    private HttpResponse<String> tap(Map<String, String> form) {
        return tap(phone, form);
    }

    private static HttpResponse<String> tap(Visitor visitor, Map<String, String> form) {
        return visitor.post("/vendor/cash", filled(visitor, "/vendor", form));
    }

    private HttpResponse<String> tapLive(Map<String, String> form) {
        return phone.post("/vendor/cash", filled(phone, "/vendor", form), "Accept", "application/json");
    }

    private static Map<String, String> filled(Visitor visitor, String page, Map<String, String> form) {
        Map<String, String> filled = new java.util.HashMap<>(form);
        filled.putIfAbsent("request", UUID.randomUUID().toString());
        filled.put("_csrf", visitor.token(page));
        return filled;
    }

    private long weighed(long fen) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long id = ids.next(market.marketId());
        Weighing weighing = new Weighing(
                market.marketId(),
                id,
                stall.stall().stallId(),
                stall.vendor().vendorId(),
                0,
                Weighing.Source.TILE,
                Money.ofFen(fen),
                Weighing.State.WAITING,
                now,
                market.day().dateOf(now),
                null,
                List.of(new Weighing.Item(
                        1,
                        null,
                        7,
                        "西红柿",
                        Weight.ofGrams(488),
                        Weight.ZERO,
                        UnitPrice.ofFenPerKilogram(2560),
                        Money.ofFen(fen))));
        transactions.run(() -> weighings.enter(List.of(new EarlierWeighing(weighing, id, null))));
        return id;
    }

    private void pay(long fen, @org.jspecify.annotations.Nullable Long weighing) {
        Checkout.OpenedOrder order = checkout.open(new Checkout.Request(
                stall, Money.ofFen(fen), weighing, ChannelName.WECHAT, Scene.NATIVE, Payer.ANYBODY));
        Instant now = Instant.now();
        assertThat(completion.settle(new PaidNotice(
                        ChannelName.WECHAT,
                        "T" + order.number(),
                        order.number().toString(),
                        TestMarket.merchantNo(stall.vendor()),
                        Money.ofFen(fen),
                        "CNY",
                        now,
                        now,
                        PaidNotice.Source.NOTICE)))
                .isInstanceOf(Outcome.Booked.class);
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class, market.marketId());
        return count == null ? 0 : count;
    }
}
