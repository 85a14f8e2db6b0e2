/** UnionPay over the whole product: sign-in, order, wallet, notices good and bad, refund, and codes for wallets from abroad. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.Merchants;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class UnionpayRoadTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HOME = "http://127.0.0.1:" + System.getProperty("CAISHI_PORT");
    private static final String ICBC = "Mozilla/5.0 (Linux; Android 14) UnionPay/1.0 ICBC";
    private static final String HTML = "text/html";

    @Autowired
    TestMarket markets;

    @Autowired
    Merchants merchants;

    @Autowired
    Channels channels;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    javax.sql.DataSource database;

    final Customer customer = new Customer();
    /** Follows redirects and keeps its session, as a wallet's browser does. */
    final HttpClient wallet = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Market market;
    PlateHolder stall;
    String merchantNo = "";

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "U01");
        merchantNo = "898%012d".formatted(Math.floorMod(stall.vendor().vendorId(), 1_000_000_000_000L));
        merchants.register(market.marketId(), stall.vendor().vendorId(), ChannelName.UNIONPAY, merchantNo);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aBankAppPaysOnceHoweverOftenTheNoticeComesAndGetsItsMoneyBack() throws Exception {
        String page = browse("/q/" + stall.plate().token());
        assertThat(page).contains("U01").doesNotContain("name=\"channel\"");
        JsonNode opened = open("amount=12.50");
        String order = opened.path("orderNo").asString();
        assertThat(opened.path("channel").asString()).isEqualTo("UNIONPAY");
        assertThat(opened.path("state").asString()).isEqualTo("WAITING");
        assertThat(jdbc.queryForObject(
                        "select scene from payment_order where market_id = ?", String.class, market.marketId()))
                .isEqualTo("JSAPI");
        String sheet =
                browse(URI.create(opened.path("pay").path("payUrl").asString()).getPath());
        assertThat(sheet).contains("模拟云闪付", "12.50");

        pay(order, "{\"duplicates\":5}");
        await().atMost(SOON).until(() -> customer.state(order).equals("PAID"));
        await().atMost(SOON)
                .until(() -> acquirersView(order).path("acknowledged").asBoolean());
        assertThat(count("ledger_journal where kind = 'PAYMENT' and")).isEqualTo(1);
        assertThat(count("speaker_announcement where event = 'RECEIVED' and")).isEqualTo(1);
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(1250));

        refund(order, 500);
        await().atMost(SOON).until(() -> customer.state(order).equals("PART_REFUNDED"));
        refund(order, 750);
        await().atMost(SOON).until(() -> customer.state(order).equals("REFUNDED"));
        assertThat(count("ledger_journal where kind = 'REFUND' and")).isEqualTo(2);
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
    }

    @Test
    void theWalletsPagePaysAndLeadsBackToTheOrder() throws Exception {
        var _ = browse("/q/" + stall.plate().token());
        HttpResponse<String> sheet =
                send("/q/" + stall.plate().token() + "/orders", HTML, Customer.FORM, "amount=3.00");
        assertThat(sheet.uri().getPath()).startsWith("/simulator/unionpay/wallet/");
        assertThat(sheet.uri().getQuery()).startsWith("return=/q/orders/");
        String order = sheet.uri().getQuery().substring("return=/q/orders/".length());
        HttpResponse<String> after =
                send(sheet.uri().getPath(), HTML, Customer.FORM, "outcome=PAY&return=" + encoded("/q/orders/" + order));
        assertThat(after.uri().getPath()).isEqualTo("/q/orders/" + order);
        await().atMost(SOON).until(() -> customer.state(order).equals("PAID"));
    }

    @Test
    void aWalletThatTellsNoPayerIsNotSentRoundAgain() throws Exception {
        var _ = browse("/q/" + stall.plate().token());
        HttpResponse<String> back = wallet.send(
                request("/q/" + stall.plate().token() + "?state=s&respCode=01", HTML, "UnionPay/1.0 CMB")
                        .build(),
                BodyHandlers.ofString());
        // This session is known already; another one is told to scan again.
        assertThat(back.statusCode()).isEqualTo(200);
        HttpResponse<String> stranger = customerPage("/q/" + stall.plate().token() + "?state=s&respCode=01", ICBC);
        assertThat(stranger.statusCode()).isEqualTo(400);
        assertThat(stranger.body()).contains("没有认出您的钱包");
    }

    @Test
    void theDemonstrationsBrowserPassesForUnionpays() throws Exception {
        HttpResponse<String> page = wallet.send(
                request("/demo/as/unionpay/" + stall.plate().token(), HTML, "Mozilla/5.0")
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.uri().getPath()).isEqualTo("/q/" + stall.plate().token());
        assertThat(page.body()).doesNotContain("name=\"channel\"");
    }

    @Test
    void aWalletFromAbroadScansACodeThatCarriesTheOrder() throws Exception {
        HttpResponse<String> chooser = customerPage("/q/" + stall.plate().token());
        assertThat(chooser.body()).contains("value=\"emvco\"", "境外钱包付款");
        HttpResponse<String> shown =
                customer.post("/q/" + stall.plate().token() + "/orders", Customer.FORM, "amount=88.00&scene=emvco");
        JsonNode opened = JsonMapper.shared().readTree(shown.body());
        String order = opened.path("orderNo").asString();
        String code = opened.path("pay").path("codeUrl").asString();
        assertThat(opened.path("channel").asString()).isEqualTo("UNIONPAY");
        assertThat(code).startsWith("000201010212").contains(merchantNo, order, "540588.00");

        HttpResponse<String> scanned = customerPage("/simulator/unionpay/abroad?code=" + encoded(code));
        assertThat(scanned.body()).contains("88.00");
        pay(order, "{}");
        await().atMost(SOON).until(() -> customer.state(order).equals("PAID"));
        assertThat(count("ledger_journal where kind = 'PAYMENT' and")).isEqualTo(1);
    }

    @Test
    void theCodeIsShownOnAPageWithAWayToTryIt() throws Exception {
        HttpResponse<String> page = wallet.send(
                request("/q/" + stall.plate().token() + "/orders", HTML, "Mozilla/5.0")
                        .header("Content-Type", Customer.FORM)
                        .POST(HttpRequest.BodyPublishers.ofString("amount=5.00&scene=emvco"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(page.body()).contains("<svg class=\"code\"", "境外钱包扫码付款", "/simulator/unionpay/abroad?code=0002");
    }

    @Test
    void aForgedNoticeBooksNothingUntilTheChannelIsAsked() {
        String order = byCode("8.88");
        pay(order, "{\"badSignature\":true,\"attempts\":99}");

        await().atMost(SOON)
                .until(() -> acquirersView(order).path("noticeStatus").asInt() == 500);
        assertThat(count("payment_notice where source = 'NOTICE' and")).isZero();
        await().atMost(SOON.multipliedBy(2)).until(() -> customer.state(order).equals("PAID"));
        assertThat(count("payment_notice where source = 'QUERY' and")).isEqualTo(1);
        assertThat(count("ledger_journal where")).isEqualTo(1);
    }

    @Test
    void anotherSumGoesToSuspenseAndTheOrderIsNotPaidByIt() {
        String order = byCode("10.00");
        pay(order, "{\"wrongAmount\":999}");

        await().atMost(SOON).until(() -> count("payment_suspense where reason = 'WRONG_AMOUNT' and") == 1);
        assertThat(markets.balances(market)).containsKey("suspense");
    }

    @Test
    void anotherCurrencyGoesToSuspense() {
        String order = byCode("10.00");
        pay(order, "{\"wrongCurrency\":\"344\"}");

        await().atMost(SOON).until(() -> count("payment_suspense where reason = 'WRONG_CURRENCY' and") == 1);
    }

    @Test
    void whatIsNoNoticeIsRefused() {
        for (String nonsense : new String[] {"", "{}", "a=%zz", "respCode=00", "x".repeat(100_000), "a=1&a=1"}) {
            HttpResponse<String> answer = customer.post("/notify/unionpay", Customer.FORM, nonsense);
            assertThat(answer.statusCode()).as(nonsense).isEqualTo(500);
            assertThat(answer.body()).isNotEqualTo("ok");
        }
        assertThat(count("payment_notice where")).isZero();
    }

    private void refund(String order, long fen) {
        PaymentChannel channel = channels.own(ChannelName.UNIONPAY).orElseThrow();
        String txn = jdbc.queryForObject(
                "select channel_txn from payment_order where market_id = ?", String.class, market.marketId());
        // Given back at the channel's own desk, its notice comes to the same books as one of ours.
        assertThat(channel.refund(new RefundRequest(
                        "DESK%d%s".formatted(fen, order),
                        Objects.requireNonNull(txn),
                        merchantNo,
                        Money.ofFen(1250),
                        Money.ofFen(fen),
                        "鱼不新鲜")))
                .isEqualTo(new RefundResult.Underway());
    }

    private JsonNode open(String form) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(send("/q/" + stall.plate().token() + "/orders", Customer.JSON, Customer.FORM, form)
                        .body());
    }

    private String byCode(String amount) {
        HttpResponse<String> answer = customer.post(
                "/q/" + stall.plate().token() + "/orders", Customer.FORM, "channel=UNIONPAY&amount=" + amount);
        return JsonMapper.shared().readTree(answer.body()).path("orderNo").asString();
    }

    private void pay(String order, String faults) {
        assertThat(customer.post(
                                "/simulator/unionpay/control/pay",
                                Customer.JSON,
                                "{\"orderId\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(order, faults))
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode acquirersView(String order) {
        return customer.get("/simulator/unionpay/control/transactions/" + order);
    }

    private String browse(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = wallet.send(request(path, HTML, ICBC).build(), BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private HttpResponse<String> customerPage(String path) throws IOException, InterruptedException {
        return customerPage(path, "Mozilla/5.0");
    }

    private static HttpResponse<String> customerPage(String path, String userAgent)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(path, HTML, userAgent).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String path, String accept, String type, String body)
            throws IOException, InterruptedException {
        return wallet.send(
                request(path, accept, ICBC)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String accept, String userAgent) {
        return HttpRequest.newBuilder(URI.create(HOME + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", accept)
                .header("Accept-Language", "zh-CN")
                .header("User-Agent", userAgent);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long count(String rows) {
        Long number =
                jdbc.queryForObject("select count(*) from " + rows + " market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
