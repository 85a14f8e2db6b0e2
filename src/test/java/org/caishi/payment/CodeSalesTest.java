/** The vendor scans the customer's code on the phone page: paid at once, after a password, not at all; never twice. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.report.BooksCheck;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class CodeSalesTest {
    private static final String PASSWORD = "a vendor's password";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String CODE = "13123456789012345";

    @Autowired
    Users users;

    @Autowired
    TestMarket markets;

    @Autowired
    Merchants merchants;

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
    void aCodeIsPaidAtOnceAndAnnounced() {
        String order = scanned("12.50", CODE + "0");

        assertThat(state(order)).isEqualTo("PAID");
        assertThat(phone.get("/vendor/scan/" + order).headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/vendor/payments/" + order));
        assertThat(
                        count(
                                "select count(*) from payment_order where market_id = ? and scene = 'CODE' and amount_fen = 1250"))
                .isEqualTo(1);
        assertThat(count("select count(*) from payment_notice where market_id = ? and source = 'ANSWER'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from settlement_share where market_id = ?"))
                .isPositive();
    }

    @Test
    void anotherWalletsCodeIsChargedThroughItsOwnChannel() {
        merchants.register(
                market.marketId(), stall.vendor().vendorId(), ChannelName.UNIONPAY, "sub" + market.marketId());

        String order = scanned("8.00", "6298765432101234560");

        assertThat(state(order)).isEqualTo("PAID");
        assertThat(count("select count(*) from payment_order where market_id = ? and channel = 'UNIONPAY'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from ledger_journal where market_id = ?"))
                .isEqualTo(1);
    }

    @Test
    void moneyThatTheChannelTookWithoutSayingSoIsFoundByAsking() {
        String order = scanned("12.50", CODE + "6");

        assertThat(state(order)).isEqualTo("WAITING");
        assertThat(phone.get("/vendor/scan/" + order).body()).contains("等待顾客输入密码", "¥12.50");
        await().atMost(SOON).until(() -> state(order).equals("PAID"));
    }

    @Test
    void aCustomerWithAPasswordIsWaitedFor() {
        String order = scanned("12.50", CODE + "7");

        assertThat(state(order)).isEqualTo("WAITING");
        await().atMost(SOON).until(() -> state(order).equals("PAID"));
    }

    @Test
    void aCustomerWhoGivesUpHasNotPaid() {
        String order = scanned("12.50", CODE + "8");

        await().atMost(SOON).until(() -> state(order).equals("CLOSED"));
        assertThat(phone.get("/vendor/scan/" + order).body()).contains("没有收到钱");
        assertThat(count("select count(*) from payment_notice where market_id = ?"))
                .isZero();
    }

    @Test
    void aNoIsSaidInTheWalletsWords() {
        assertThat(scan(phone, "12.50", CODE + "9").body()).contains("用户账号余额不足").doesNotContain(CODE);
        assertThat(count("select count(*) from payment_order where market_id = ? and state = 'CLOSED'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "https://example.org", "999999999999999999"})
    void whatIsNoCodeIsRefusedInWords(String scanned) {
        assertThat(scan(phone, "12.50", scanned).body()).contains("这不是付款码");
        assertThat(count("select count(*) from payment_order where market_id = ?"))
                .isZero();
    }

    @Test
    void aWalletThatTheMarketDoesNotTakeIsSaid() {
        jdbc.update("delete from channel_merchant where market_id = ?", market.marketId());

        assertThat(scan(phone, "12.50", CODE + "0").body()).contains("id=\"refused\"");
    }

    @Test
    void anotherVendorsSaleIsNotFound() {
        String order = scanned("12.50", CODE + "0");
        Visitor other = phone(markets.stall(market, "A02"));

        assertThat(other.get("/vendor/scan/" + order).statusCode()).isEqualTo(404);
        assertThat(phone.get("/vendor/scan/nonsense").statusCode()).isEqualTo(404);
    }

    private String scanned(String amount, String code) {
        HttpResponse<String> answer = scan(phone, amount, code);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String page = answer.headers().firstValue("Location").orElseThrow();
        return page.substring(page.lastIndexOf('/') + 1);
    }

    private static HttpResponse<String> scan(Visitor visitor, String amount, String code) {
        Map<String, String> form = new HashMap<>(Map.of("amount", amount, "code", code));
        form.put("_csrf", visitor.token("/vendor/scan"));
        return visitor.post("/vendor/scan", form);
    }

    private Visitor phone(PlateHolder holder) {
        String name = "scan" + holder.vendor().vendorId();
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

    private String state(String order) {
        return new Customer().state(order);
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class, market.marketId());
        return count == null ? 0 : count;
    }
}
