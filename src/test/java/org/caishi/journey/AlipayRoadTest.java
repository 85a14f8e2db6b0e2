/** The road of a payment by Alipay over the whole product: signed in, ordered, told in every way, booked once. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class AlipayRoadTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${server.port}")
    int port;

    final Customer customer = new Customer("alipay");
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "E01");
    }

    @AfterEach
    void debitsEqualCredits() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
    }

    @Test
    void inAlipaysBrowserThePayerIsKnownAndPaysOnce() throws Exception {
        HttpClient wallet = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        String plate = "http://127.0.0.1:" + port + "/q/" + stall.plate().token();
        HttpResponse<String> page = wallet.send(inAlipay(plate).build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("E01").doesNotContain("auth_code");
        assertThat(page.uri()).as("the code does not stay in the address").isEqualTo(URI.create(plate));

        HttpResponse<String> answer = wallet.send(
                inAlipay(plate + "/orders")
                        .header("Accept", Customer.JSON)
                        .header("Content-Type", Customer.FORM)
                        .POST(HttpRequest.BodyPublishers.ofString("amount=12.50"))
                        .build(),
                BodyHandlers.ofString());
        JsonNode opened = JsonMapper.shared().readTree(answer.body());
        assertThat(opened.path("channel").asString()).isEqualTo("ALIPAY");
        assertThat(opened.path("pay").path("tradeNO").asString()).hasSize(24);
        String order = opened.path("orderNo").asString();

        customer.pay(order, "{\"duplicates\":3}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(customer.state(order)).isEqualTo("PAID"));
        await().atMost(SOON)
                .until(() -> customer.transaction(order).path("acknowledged").asBoolean());
        assertThat(count("ledger_journal")).isEqualTo(1);
        assertThat(count("speaker_announcement where text like '支付宝%' and")).isEqualTo(1);
        assertThat(count("payment_notice where channel = 'ALIPAY' and source = 'NOTICE' and"))
                .isEqualTo(1);
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
    }

    @Test
    void aForgedNoticeIsRefusedAndTheTruthIsFoundByAsking() {
        String order = customer.order(stall, "8.88");
        customer.pay(order, "{\"badSignature\":true,\"attempts\":99}");

        await().atMost(SOON)
                .until(() -> customer.transaction(order).path("noticeStatus").asInt() == 401);
        assertThat(count("payment_notice where source = 'NOTICE' and")).isZero();
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(customer.state(order)).isEqualTo("PAID"));
        assertThat(count("payment_notice where source = 'QUERY' and")).isEqualTo(1);
        assertThat(count("ledger_journal")).isEqualTo(1);
    }

    @Test
    void anotherSumIsOwedBackAndAnotherSubMerchantIsNotBooked() {
        String sum = customer.order(stall, "10.00");
        customer.pay(sum, "{\"wrongAmount\":999}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("payment_suspense where reason = 'WRONG_AMOUNT' and"))
                        .isEqualTo(1));

        String other = customer.order(stall, "11.00");
        customer.pay(other, "{\"wrongSubMerchant\":\"2088000000000999\",\"attempts\":99}");
        await().atMost(SOON)
                .until(() -> customer.transaction(other).path("noticeStatus").asInt() == 500);
        assertThat(count("payment_notice where outcome = 'NOT_OURS' and")).isPositive();
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(customer.state(other)).isEqualTo("PAID"));
    }

    @Test
    void whatIsNoNoticeHearsFailure() {
        for (String body : List.of(
                "a=%zz",
                "{\"id\":1}", "", "trade_status=TRADE_SUCCESS&sign_type=RSA2&sign=x", "a=" + "x".repeat(10_000_000))) {
            HttpResponse<String> answer = customer.post("/notify/alipay", Customer.FORM, body);
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.body()).isEqualTo("failure");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
        }
    }

    private static HttpRequest.Builder inAlipay(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(30))
                .header("User-Agent", "Mozilla/5.0 AlipayClient/10.5.96");
    }

    private long count(String rows) {
        String from = rows.endsWith(" and") ? rows : rows + " where";
        Long number =
                jdbc.queryForObject("select count(*) from " + from + " market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
