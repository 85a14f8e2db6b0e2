/** Staff give money back on their pages: with their PIN, in their own market, in words that they understand. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.identity.Pins;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class RefundPagesTest {
    private static final String PASSWORD = "a long enough password";
    private static final String PIN = "246813";

    @Autowired
    SuspenseDesk desk;

    @Autowired
    Completion completion;

    @Autowired
    Users users;

    @Autowired
    Pins pins;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    final Customer customer = new Customer();
    Market market;
    PlateHolder stall;
    Purchases bought;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "R01");
        bought = new Purchases(stall, jdbc);
    }

    @Test
    void aClerkGivesBackOnThePageWithHisPin() {
        OrderNumber order = number(bought.paid("12.50"));
        Visitor visitor = signedIn(Role.CLERK, true);
        String page = "/manage/" + market.code() + "/payments/" + order;
        assertThat(visitor.get(page).body()).contains("name=\"pin\"");

        assertThat(refundByPage(visitor, page, "000001", "5.00")).contains("操作密码不对，还可以试 4 次");
        assertThat(bought.count("payment_refund")).isZero();
        assertThat(refundByPage(visitor, page, PIN, "99")).contains("最多还可以退");
        assertThat(refundByPage(visitor, page, PIN, "abc")).contains("金额请写成");
        assertThat(refundByPage(visitor, page, PIN, "5.00")).contains("已提交");

        await().atMost(Purchases.SOON).until(() -> state(order).equals("PART_REFUNDED"));
        assertThat(visitor.get(page).body()).contains("已退款").contains("¥5.00");
        assertThat(bought.count("identity_audit where action = 'refund.ask' and"))
                .isEqualTo(1);
    }

    @Test
    void wrongPinsLockAndAnInspectorMayNotAtAll() {
        OrderNumber order = number(bought.paid("3.00"));
        String page = "/manage/" + market.code() + "/payments/" + order;
        Visitor thief = signedIn(Role.CLERK, true);
        for (int left = 4; left > 0; left--) {
            assertThat(refundByPage(thief, page, "111222", "1.00")).contains("还可以试 " + left + " 次");
        }
        assertThat(refundByPage(thief, page, "111222", "1.00")).contains("分钟后再试");
        assertThat(refundByPage(thief, page, PIN, "1.00")).contains("分钟后再试");

        assertThat(refundByPage(signedIn(Role.CLERK, false), page, PIN, "1.00")).contains("还没有设置操作密码");

        Visitor inspector = signedIn(Role.INSPECTOR, true);
        assertThat(inspector.get(page).body()).doesNotContain("name=\"pin\"");
        assertThat(inspector
                        .post(page + "/refunds", form(inspector, page, PIN, "1.00"))
                        .statusCode())
                .isEqualTo(403);

        Market other = markets.open(0);
        assertThat(signedIn(Role.CLERK, true)
                        .get("/manage/" + other.code() + "/payments/" + order)
                        .statusCode())
                .isEqualTo(404);
        assertThat(bought.count("payment_refund")).isZero();
    }

    @Test
    void thePageOfMoneyInSuspenseActsOnIt() {
        long closed = bought.paidAfterClose("4.00");
        Visitor visitor = signedIn(Role.CLERK, true);
        String page = "/manage/" + market.code() + "/suspense";
        assertThat(visitor.get(page).body())
                .contains("订单已关闭后付款")
                .contains("¥4.00")
                .contains("老王蔬菜");

        String answer = said(
                visitor,
                page,
                visitor.post(page + "/" + closed + "/assign", Map.of("pin", PIN, "_csrf", visitor.token(page)))
                        .statusCode());

        assertThat(answer).contains("已归给收款的摊主").contains("已归摊主");
    }

    @Test
    void aPersonSetsHisOwnPinWithHisPassword() {
        OrderNumber order = number(bought.paid("3.00"));
        String page = "/manage/" + market.code() + "/payments/" + order;
        Visitor clerk = signedIn(Role.CLERK, false);
        assertThat(setPin(clerk, "wrong password", "135790", "135790")).contains("登录密码不对");
        assertThat(setPin(clerk, PASSWORD, "135790", "135791")).contains("不一样");
        assertThat(setPin(clerk, PASSWORD, "12345", "12345")).contains("6 位数字");
        assertThat(setPin(clerk, PASSWORD, "123456", "123456")).contains("太容易猜");
        assertThat(refundByPage(clerk, page, "135790", "1.00")).contains("还没有设置操作密码");

        assertThat(setPin(clerk, PASSWORD, "135790", "135790")).contains("操作密码已保存");
        assertThat(refundByPage(clerk, page, "135790", "1.00")).contains("已提交");
        assertThat(new Visitor().get("/account/pin").statusCode())
                .as("for those who are signed in")
                .isNotEqualTo(200);
    }

    @Test
    void moneyOfNoMarketIsTheOperatorsToGiveBack() {
        String txn = "T" + UUID.randomUUID().toString().substring(0, 20);
        PaidNotice stray = new PaidNotice(
                ChannelName.WECHAT,
                txn,
                "nobodys-order",
                "1900999999",
                Money.ofFen(321),
                "CNY",
                Instant.parse("2026-11-20T04:00:00Z"),
                Instant.parse("2026-11-20T04:00:01Z"),
                PaidNotice.Source.NOTICE);
        assertThat(completion.settle(stray)).isInstanceOf(Outcome.OwedBack.class);

        Visitor operator = new Visitor();
        String name = "operator-" + UUID.randomUUID().toString().substring(0, 8);
        pins.set(users.add(name, "银行运营", PASSWORD, Role.OPERATOR, null, null), pins.hashed(PIN));
        operator.signIn(name, PASSWORD);
        String page = operator.get("/manage/suspense").body();
        assertThat(page).contains(txn).contains("¥3.21").doesNotContain("归摊主</button>");
        assertThat(signedIn(Role.CLERK, true).get("/manage/suspense").statusCode())
                .isEqualTo(403);

        long id = desk.newest(0).stream()
                .filter(row -> row.channelTxn().equals(txn))
                .findFirst()
                .orElseThrow()
                .suspenseId();
        operator.post(
                "/manage/suspense/" + id + "/refund",
                Map.of("request", name, "pin", PIN, "_csrf", operator.token("/manage/suspense")));

        // The simulated channel knows no such charge and says so; the money stays owed back.
        assertThat(operator.get("/manage/suspense").body()).contains("没有成功");
        assertThat(desk.newest(0).stream()
                        .filter(row -> row.suspenseId() == id)
                        .findFirst()
                        .orElseThrow()
                        .state())
                .isEqualTo(Suspense.State.OWED_BACK);
    }

    private static String setPin(Visitor visitor, String password, String pin, String again) {
        return visitor.post(
                        "/account/pin",
                        Map.of(
                                "password",
                                password,
                                "pin",
                                pin,
                                "again",
                                again,
                                "_csrf",
                                visitor.token("/account/pin")))
                .body();
    }

    private String refundByPage(Visitor visitor, String page, String pin, String amount) {
        return said(
                visitor,
                page,
                visitor.post(page + "/refunds", form(visitor, page, pin, amount))
                        .statusCode());
    }

    private static String said(Visitor visitor, String page, int status) {
        assertThat(status).isEqualTo(302);
        return visitor.get(page).body();
    }

    private static Map<String, String> form(Visitor visitor, String page, String pin, String amount) {
        return Map.of(
                "amount",
                amount,
                "reason",
                "不新鲜",
                "request",
                UUID.randomUUID().toString(),
                "pin",
                pin,
                "_csrf",
                visitor.token(page));
    }

    private Visitor signedIn(Role role, boolean withPin) {
        String name = "refund-" + UUID.randomUUID().toString().substring(0, 12);
        long user = users.add(name, "某人", PASSWORD, role, market.marketId(), null);
        if (withPin) {
            pins.set(user, pins.hashed(PIN));
        }
        Visitor visitor = new Visitor();
        visitor.signIn(name, PASSWORD);
        return visitor;
    }

    private String state(OrderNumber order) {
        return customer.state(order.toString());
    }

    private static OrderNumber number(String printed) {
        return OrderNumber.parse(printed).orElseThrow();
    }
}
