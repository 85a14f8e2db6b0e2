/** Real notices over HTTP, as they come on bad days: twice, forged, too early, with another sum; and the browsers' answers. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
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
class NoticesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${server.port}")
    int port;

    final HttpClient http = HttpClient.newHttpClient();
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "B01");
    }

    @AfterEach
    void debitsEqualCredits() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
    }

    @Test
    void aNoticeThatComesFourTimesBooksOnceAndIsAcknowledgedEachTime() throws Exception {
        String order = order("12.50");
        pay(order, "{\"duplicates\":3}");

        await().atMost(SOON).untilAsserted(() -> assertThat(state(order)).isEqualTo("PAID"));
        await().atMost(SOON).until(() -> transaction(order).path("acknowledged").asBoolean());
        assertThat(count("ledger_journal")).isEqualTo(1);
        assertThat(count("speaker_announcement")).isEqualTo(1);
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(1250));
    }

    @Test
    void aForgedNoticeBooksNothingUntilTheChannelIsAsked() throws Exception {
        String order = order("8.88");
        pay(order, "{\"badSignature\":true,\"attempts\":99}");

        await().atMost(SOON).until(() -> transaction(order).path("noticeStatus").asInt() == 401);
        assertThat(count("payment_notice where source = 'NOTICE' and")).isZero();
        // The recheck asks the channel itself and brings the truth to the same door.
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(state(order)).isEqualTo("PAID"));
        assertThat(count("payment_notice where source = 'QUERY' and")).isEqualTo(1);
        assertThat(count("ledger_journal")).isEqualTo(1);
    }

    @Test
    void aNoticeOfAnotherSumGoesToSuspenseAndTheOrderIsNotPaidByIt() throws Exception {
        String order = order("10.00");
        pay(order, "{\"wrongAmount\":999}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("payment_suspense where reason = 'WRONG_AMOUNT' and"))
                        .isEqualTo(1));
        assertThat(markets.balances(market)).containsKey("suspense");
    }

    @Test
    void aProbeAndAnythingElseThatIsNoNoticeAreRefused() throws Exception {
        HttpResponse<String> nonsense = post("/notify/wechat/pay", "application/json", "{\"id\":1}");
        HttpResponse<String> huge = post("/notify/wechat/pay", "application/json", "x".repeat(100_000));

        assertThat(nonsense.statusCode()).isBetween(400, 499);
        assertThat(nonsense.body()).contains("FAIL");
        assertThat(huge.statusCode()).isBetween(400, 499);
    }

    @Test
    void whatCannotBePaidIsSaidInWords() throws Exception {
        String orders = "/q/" + stall.plate().token() + "/orders";
        for (Map.Entry<String, String> wrong : Map.of(
                        "", "请输入金额",
                        "abc", "金额请写成 12.50 这样",
                        "1.234", "金额请写成 12.50 这样",
                        "0", "金额要大于 0",
                        "60000", "一次最多可付")
                .entrySet()) {
            HttpResponse<String> answer =
                    post(orders, "application/x-www-form-urlencoded", "amount=" + encoded(wrong.getKey()));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(wrong.getValue());
        }
        assertThat(count("payment_order")).isZero();
        assertThat(post("/q/nosuchplate/orders", "application/x-www-form-urlencoded", "amount=1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFrozenVendorTakesNoMoney() throws Exception {
        jdbc.update("update market_vendor set state = 'FROZEN' where market_id = ?", market.marketId());

        HttpResponse<String> answer =
                post("/q/" + stall.plate().token() + "/orders", "application/x-www-form-urlencoded", "amount=1.00");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("现在不收款");
    }

    private String order(String amount) throws Exception {
        HttpResponse<String> answer = post(
                "/q/" + stall.plate().token() + "/orders", "application/x-www-form-urlencoded", "amount=" + amount);
        JsonNode opened = JsonMapper.shared().readTree(answer.body());
        assertThat(opened.path("state").asString()).isEqualTo("WAITING");
        assertThat(opened.path("pay").path("codeUrl").asString()).startsWith("http");
        return opened.path("orderNo").asString();
    }

    private void pay(String order, String faults) throws Exception {
        HttpResponse<String> answer = post(
                "/simulator/wechat/control/pay",
                "application/json",
                "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(order, faults));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private String state(String order) throws Exception {
        return get("/q/orders/" + order).path("state").asString();
    }

    private JsonNode transaction(String order) throws Exception {
        return get("/simulator/wechat/control/transactions/" + order);
    }

    private JsonNode get(String path) throws Exception {
        return JsonMapper.shared()
                .readTree(http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return http.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Accept-Language", "zh-CN");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long count(String rows) {
        String from = rows.endsWith(" and") ? rows : rows + " where";
        Long number =
                jdbc.queryForObject("select count(*) from " + from + " market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
