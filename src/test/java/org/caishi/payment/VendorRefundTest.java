/** A vendor gives back from the phone: the own payments only, with the own PIN, once however often it is tapped. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.caishi.identity.Person;
import org.caishi.identity.Pins;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.report.BooksCheck;
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
class VendorRefundTest {
    private static final String PASSWORD = "a vendor's password";
    private static final String PIN = "246813";

    @Autowired
    Users users;

    @Autowired
    Pins pins;

    @Autowired
    CashRefunds cash;

    @Autowired
    TestMarket markets;

    @Autowired
    DataSource database;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    PlateHolder stall;
    Purchases bought;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "V01");
        bought = new Purchases(stall, jdbc);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aPartAndThenTheRestGoBackToTheCustomer() {
        String order = bought.paid("12.50");
        String page = "/vendor/payments/" + order;
        Visitor phone = phone(stall, true);
        assertThat(phone.get(page).body()).contains("退款给顾客", "value=\"12.50\"");

        assertThat(refund(phone, page, Map.of("amount", "5.00"))).contains("退款 ¥5.00 已提交", "id=\"refunds\"");
        await().atMost(Purchases.SOON)
                .until(() -> bought.customer().state(order).equals("PART_REFUNDED"));
        assertThat(phone.get(page).body()).contains("已退 ¥5.00", "value=\"7.50\"");

        assertThat(refund(phone, page, Map.of("amount", "7.51"))).contains("最多还可以退 ¥7.50");
        assertThat(refund(phone, page, Map.of("amount", "7.50")))
                .contains("已提交")
                .doesNotContain("退款给顾客");
        bought.awaitRefunded(order, "REFUNDED");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
        assertThat(bought.count("identity_audit where action = 'refund.ask' and"))
                .isEqualTo(2);
    }

    @Test
    void theSameFormSentTwiceIsOneRefund() {
        String order = bought.paid("9.00");
        String page = "/vendor/payments/" + order;
        Visitor phone = phone(stall, true);
        Map<String, String> form =
                Map.of("amount", "3.00", "request", UUID.randomUUID().toString());

        assertThat(refund(phone, page, form)).contains("已提交");
        assertThat(refund(phone, page, form)).contains("退款 ¥3.00");
        assertThat(bought.count("payment_refund")).isEqualTo(1);

        String other = "/vendor/payments/" + bought.paid("4.00");
        assertThat(refund(phone, other, form))
                .as("an id of another payment's page")
                .contains("页面已过期");
        assertThat(bought.count("payment_refund")).isEqualTo(1);
        await().atMost(Purchases.SOON)
                .until(() -> bought.customer().state(order).equals("PART_REFUNDED"));
    }

    @Test
    void withoutAPinTheWayLeadsToOneAndBack() {
        String page = "/vendor/payments/" + bought.paid("6.00");
        Visitor phone = phone(stall, false);
        assertThat(phone.get(page).body()).contains("请先设置 6 位操作密码", "/account/pin?back=" + page);
        assertThat(phone.get(page).body()).doesNotContain("name=\"pin\"");
        assertThat(post(phone, "/vendor/me", page, Map.of("amount", "1.00"))).isEqualTo(302);
        assertThat(phone.get(page).body()).contains("还没有设置操作密码");

        String set = "/account/pin?back=" + page;
        String done = phone.post(
                        "/account/pin",
                        Map.of("password", PASSWORD, "pin", PIN, "again", PIN, "back", page, "_csrf", phone.token(set)))
                .body();

        assertThat(done).contains("操作密码已保存", "href=\"" + page + "\"");
        assertThat(phone.get(page).body()).contains("name=\"pin\"");
        assertThat(phone.get("/account/pin?back=https://elsewhere.example/vendor")
                        .body())
                .as("never out of the product")
                .doesNotContain("elsewhere");
    }

    @Test
    void wrongPinsAreCountedAndBadSumsSaidInWords() {
        String page = "/vendor/payments/" + bought.paid("6.00");
        Visitor phone = phone(stall, true);

        assertThat(refund(phone, page, Map.of("amount", "1.00", "pin", "000001")))
                .contains("还可以试 4 次");
        assertThat(refund(phone, page, Map.of("amount", "0"))).contains("金额要大于 0");
        assertThat(refund(phone, page, Map.of("amount", "a bit"))).contains("金额请写成");
        assertThat(refund(phone, page, Map.of("amount", "1.00", "request", " ")))
                .contains("页面已过期");
        assertThat(phone.get(page + "?lang=en").body()).contains("Refund the customer", "It cannot be undone");
        assertThat(bought.count("payment_refund")).isZero();
    }

    @Test
    void anotherVendorsPaymentDoesNotExistAndStaffHaveTheirOwnPage() {
        String order = bought.paid("6.00");
        String page = "/vendor/payments/" + order;
        PlateHolder neighbour = markets.stall(market, "V02");
        Visitor other = phone(neighbour, true);
        String own = "/vendor/payments/" + new Purchases(neighbour, jdbc).paid("2.00");

        assertThat(other.get(page).statusCode()).isEqualTo(404);
        assertThat(post(other, own, page, Map.of("amount", "1.00"))).isEqualTo(404);
        assertThat(post(other, own, page, Map.of("amount", "1.00", "pin", "000001")))
                .as("no try is spent on it")
                .isEqualTo(404);
        assertThat(refund(other, own, Map.of("amount", "1.00", "pin", "000001")))
                .contains("还可以试 4 次");
        assertThat(post(other, own, "/vendor/payments/nonsense", Map.of("amount", "1.00")))
                .isEqualTo(404);

        users.add("clerk-v" + market.marketId(), "财务", PASSWORD, Role.CLERK, market.marketId(), null);
        Visitor clerk = new Visitor();
        clerk.signIn("clerk-v" + market.marketId(), PASSWORD);
        assertThat(post(clerk, "/manage/" + market.code(), page, Map.of("amount", "1.00")))
                .isEqualTo(403);
        assertThat(bought.count("payment_refund")).isZero();
    }

    @Test
    void cashGivenBackIsBookedAtOnceByCounterEntries() {
        Visitor phone = phone(stall, true);
        String order = soldForCash(phone, "8.00");
        String page = "/vendor/payments/" + order;
        String vendor = Long.toString(stall.vendor().vendorId());
        assertThat(phone.get(page).body()).contains("现金退给了顾客", "先把现金退给顾客");

        assertThat(refund(phone, page, Map.of("amount", "3.00", "pin", "000001")))
                .contains("还可以试 4 次");
        assertThat(refund(phone, page, Map.of("amount", "3.00"))).contains("已退款 ¥3.00", "value=\"5.00\"");
        assertThat(bought.customer().state(order)).isEqualTo("PART_REFUNDED");
        assertThat(phone.get("/vendor/today").body()).contains("退款 ¥3.00（1 笔），退款后 ¥5.00");
        assertThat(markets.balances(market))
                .isEqualTo(Map.of(
                        "cash_with_vendor:" + vendor, Money.ofFen(500), "cash_sales:" + vendor, Money.ofFen(-500)));
        assertThat(refund(phone, page, Map.of("amount", "5.01"))).contains("最多还可以退 ¥5.00");
        assertThat(refund(phone, page, Map.of("amount", "5.00")))
                .contains("已退款")
                .doesNotContain("name=\"pin\"");

        assertThat(bought.customer().state(order)).isEqualTo("REFUNDED");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
        assertThat(bought.count("ledger_journal where kind = 'CASH_REFUND' and"))
                .isEqualTo(2);
        assertThat(bought.count("settlement_share")).isZero();
        assertThat(bought.count("speaker_announcement")).isZero();
        assertThat(jdbc.queryForObject(
                        "select sum(refund_fen) from payment_hour where market_id = ? and channel = 'CASH'",
                        Long.class,
                        market.marketId()))
                .isEqualTo(800);
    }

    @Test
    void cashIsGivenBackOnceHoweverManyTapsComeAtOnce() throws Exception {
        OrderNumber order =
                OrderNumber.parse(soldForCash(phone(stall, true), "10.00")).orElseThrow();
        Person vendor = new Person(
                1, "v", "老王", Role.VENDOR, market.marketId(), stall.vendor().vendorId());
        List<Callable<Boolean>> taps = new ArrayList<>(Collections.nCopies(
                8,
                () -> cash.takeBack(order, Money.ofFen(400), "", "one tap", vendor)
                                .amountFen()
                        == 400));
        taps.addAll(Collections.nCopies(8, () -> {
            try {
                cash.takeBack(order, Money.ofFen(500), "", UUID.randomUUID().toString(), vendor);
                return true;
            } catch (BadInput left) {
                return left.messageKey().equals("payment.refund.most");
            }
        }));

        try (ExecutorService thumbs = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> tap : thumbs.invokeAll(taps)) {
                assertThat(tap.get()).isTrue();
            }
        } catch (ExecutionException most) {
            // The tap of eight may itself have come too late: then two of the others took it all.
            assertThat(most).hasRootCauseMessage("payment.refund.most");
        }
        assertThat(jdbc.queryForObject(
                        "select sum(amount_fen) from payment_refund where market_id = ? and state = 'DONE'",
                        Long.class,
                        market.marketId()))
                .isIn(900L, 1000L);
        assertThat(bought.count("payment_refund where request_id = 'one tap' and"))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void staffDoNotGiveBackWhatLiesInTheVendorsDrawer() {
        Visitor phone = phone(stall, true);
        String order = soldForCash(phone, "8.00");
        long user = users.add("clerk-c" + market.marketId(), "财务", PASSWORD, Role.CLERK, market.marketId(), null);
        pins.set(user, pins.hashed(PIN));
        Visitor clerk = new Visitor();
        clerk.signIn("clerk-c" + market.marketId(), PASSWORD);
        String page = "/manage/" + market.code() + "/payments/" + order;

        assertThat(clerk.get(page).body()).contains("id=\"refunds\"").doesNotContain("name=\"pin\"");
        assertThat(post(clerk, "/manage/" + market.code(), page, Map.of("amount", "1.00")))
                .isEqualTo(302);
        assertThat(bought.count("payment_refund")).isZero();

        refund(phone, "/vendor/payments/" + order, Map.of("amount", "8.00"));
        assertThat(clerk.get(page).body()).contains("已退款", "不新鲜").doesNotContain("??");
    }

    private String soldForCash(Visitor phone, String amount) {
        assertThat(phone.post(
                                "/vendor/cash",
                                Map.of(
                                        "amount",
                                        amount,
                                        "request",
                                        UUID.randomUUID().toString(),
                                        "_csrf",
                                        phone.token("/vendor")))
                        .statusCode())
                .isEqualTo(302);
        Long number = jdbc.queryForObject(
                "select max(order_no) from payment_order where market_id = ? and channel = 'CASH'",
                Long.class,
                market.marketId());
        return new OrderNumber(market.marketId(), Objects.requireNonNull(number)).toString();
    }

    /** The page that follows. */
    private static String refund(Visitor phone, String page, Map<String, String> form) {
        assertThat(post(phone, page, page, form)).isEqualTo(302);
        return phone.get(page).body();
    }

    private static int post(Visitor visitor, String tokenFrom, String page, Map<String, String> form) {
        Map<String, String> filled = new HashMap<>(form);
        filled.putIfAbsent("request", UUID.randomUUID().toString());
        filled.putIfAbsent("pin", PIN);
        filled.put("reason", "不新鲜");
        filled.put("_csrf", visitor.token(tokenFrom));
        return visitor.post(page + "/refunds", filled).statusCode();
    }

    private Visitor phone(PlateHolder holder, boolean withPin) {
        String name = "refund" + holder.vendor().vendorId();
        long user = users.add(
                name,
                "老王",
                PASSWORD,
                Role.VENDOR,
                market.marketId(),
                holder.vendor().vendorId());
        if (withPin) {
            pins.set(user, pins.hashed(PIN));
        }
        Visitor visitor = new Visitor();
        visitor.signIn(name, PASSWORD);
        return visitor;
    }
}
