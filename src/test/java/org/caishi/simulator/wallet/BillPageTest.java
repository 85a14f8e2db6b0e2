/** A day's bill is made with one click, shows its beginning, and is the one that the product fetches. */
package org.caishi.simulator.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillDesk.BillResult;
import org.caishi.channel.BillLine;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class BillPageTest {
    private static final String DAY = "2025-03-01";
    private static final URI HOME = URI.create("http://127.0.0.1:" + System.getProperty("CAISHI_PORT"));

    @Autowired
    Channels channels;

    @Autowired
    TestMarket markets;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"WECHAT", "ALIPAY", "UNIONPAY"})
    void whatThePageSaysIsWhatTheProductReads(ChannelName wallet) throws Exception {
        HttpResponse<String> page = make(wallet, DAY, "1234");

        List<BillLine> lines = fetched(wallet, LocalDate.parse(DAY));
        Money sum = lines.stream().map(BillLine::amount).reduce(Money.ZERO, Money::plus);
        assertThat(lines).hasSize(1234).allMatch(line -> line.kind() == BillLine.Kind.PAYMENT);
        assertThat(lines.stream().map(BillLine::channelTxn).distinct()).hasSize(1234);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("付款 1,234 笔，共 " + sum.yuan() + " 元；退款 0 笔，共 0.00 元")
                .contains(lines.getFirst().channelTxn())
                .contains("/simulator/bills/" + path(wallet) + "/" + DAY)
                .doesNotContain("??");
        HttpResponse<byte[]> file = send(
                HttpRequest.newBuilder(HOME.resolve("/simulator/bills/" + path(wallet) + "/" + DAY)),
                BodyHandlers.ofByteArray());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).contains("attachment", path(wallet) + "-" + DAY));
        assertThat(file.body()).hasSizeGreaterThan(5_000);
    }

    @Test
    void todaysBillHoldsWhatWasPaidAndWhatWasMadeUp() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        Customer customer = new Customer("wechat");
        String order = customer.order(markets.stall(markets.open(0), "B01"), "12.34");
        customer.pay(order, "{}");
        await().atMost(Purchases.SOON).until(() -> customer.state(order).equals("PAID"));

        HttpResponse<String> page = make(ChannelName.WECHAT, today.toString(), "10");

        List<BillLine> lines = fetched(ChannelName.WECHAT, today);
        assertThat(lines)
                .filteredOn(line -> line.orderNo().equals(order))
                .singleElement()
                .satisfies(line -> assertThat(line.amount()).isEqualTo(Money.ofFen(1234)));
        assertThat(lines).filteredOn(line -> line.orderNo().startsWith("M")).hasSize(10);
        assertThat(page.body()).contains("付款 ");
    }

    @ParameterizedTest
    @CsvSource({DAY + ", -1", DAY + ", 100001", DAY + ", many", "2025-02-30, 5", "9999-01-01, 5", "'', 5"})
    void whatCannotBeIsSaid(String day, String payments) {
        HttpResponse<String> page = make(ChannelName.ALIPAY, day, payments);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("class=\"bill-wrong\"")
                .contains("笔数应为 0 到 100,000")
                .doesNotContain("<pre");
    }

    @Test
    void thePageIsLinkedAndSpeaksBothLanguages() {
        assertThat(get("/demo", "zh-CN").body()).contains("href=\"/simulator/bills\"");
        assertThat(get("/simulator/bills/alipay?lang=zh-CN", "zh-CN").body())
                .contains("模拟微信支付", "模拟支付宝", "模拟云闪付", "生成账单")
                .doesNotContain("??");
        assertThat(get("/simulator/bills?lang=en", "en").body())
                .contains("Simulated WeChat Pay", "Make the bill")
                .doesNotContain("??");
    }

    @Test
    void aBillThatNobodyMadeIsNotThere() {
        assertThat(get("/simulator/bills/alipay/2024-01-01", "en").statusCode()).isEqualTo(404);
        assertThat(get("/simulator/bills/cash/2024-01-01", "en").statusCode()).isEqualTo(404);
    }

    private List<BillLine> fetched(ChannelName wallet, LocalDate day) throws IOException {
        BillDesk desk = channels.own(wallet).orElseThrow().bills().orElseThrow();
        BillResult result = desk.fetch(day, folder);
        assertThat(result).isInstanceOf(BillResult.Fetched.class);
        List<BillLine> lines = new ArrayList<>();
        assertThat(desk.read(((BillResult.Fetched) result).bill(), lines::add)).isEqualTo(lines.size());
        return lines;
    }

    private static HttpResponse<String> make(ChannelName wallet, String day, String payments) {
        return send(
                HttpRequest.newBuilder(HOME.resolve("/simulator/bills/" + path(wallet)))
                        .header("Content-Type", Customer.FORM)
                        .header("Accept-Language", "zh-CN")
                        .POST(HttpRequest.BodyPublishers.ofString("day=" + day + "&payments=" + payments)),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path, String language) {
        return send(
                HttpRequest.newBuilder(HOME.resolve(path)).header("Accept-Language", language),
                BodyHandlers.ofString());
    }

    private static String path(ChannelName wallet) {
        return wallet.name().toLowerCase(Locale.ROOT);
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> as) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), as);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
