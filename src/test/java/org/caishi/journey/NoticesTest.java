/** Real notices over HTTP, as they come on bad days: twice, forged, too early, with another sum; and the browsers' answers. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class NoticesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    final Customer customer = new Customer();
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
        String order = customer.order(stall, "12.50");
        customer.pay(order, "{\"duplicates\":3}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(customer.state(order)).isEqualTo("PAID"));
        await().atMost(SOON)
                .until(() -> customer.transaction(order).path("acknowledged").asBoolean());
        assertThat(count("ledger_journal")).isEqualTo(1);
        assertThat(count("speaker_announcement")).isEqualTo(1);
        assertThat(markets.balances(market)).containsEntry("channel_receivable", Money.ofFen(1250));
    }

    @Test
    void aForgedNoticeBooksNothingUntilTheChannelIsAsked() throws Exception {
        String order = customer.order(stall, "8.88");
        customer.pay(order, "{\"badSignature\":true,\"attempts\":99}");

        await().atMost(SOON)
                .until(() -> customer.transaction(order).path("noticeStatus").asInt() == 401);
        assertThat(count("payment_notice where source = 'NOTICE' and")).isZero();
        // The recheck asks the channel itself and brings the truth to the same door.
        await().atMost(SOON.multipliedBy(2))
                .untilAsserted(() -> assertThat(customer.state(order)).isEqualTo("PAID"));
        assertThat(count("payment_notice where source = 'QUERY' and")).isEqualTo(1);
        assertThat(count("ledger_journal")).isEqualTo(1);
    }

    @Test
    void aNoticeOfAnotherSumGoesToSuspenseAndTheOrderIsNotPaidByIt() throws Exception {
        String order = customer.order(stall, "10.00");
        customer.pay(order, "{\"wrongAmount\":999}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("payment_suspense where reason = 'WRONG_AMOUNT' and"))
                        .isEqualTo(1));
        assertThat(markets.balances(market)).containsKey("suspense");
    }

    @Test
    void aProbeAndAnythingElseThatIsNoNoticeAreRefused() throws Exception {
        HttpResponse<String> nonsense = customer.post("/notify/wechat/pay", "application/json", "{\"id\":1}");
        HttpResponse<String> huge = customer.post("/notify/wechat/pay", "application/json", "x".repeat(100_000));

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
                    customer.post(orders, "application/x-www-form-urlencoded", "amount=" + encoded(wrong.getKey()));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(wrong.getValue());
        }
        assertThat(count("payment_order")).isZero();
        assertThat(customer.post("/q/nosuchplate/orders", "application/x-www-form-urlencoded", "amount=1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aVendorFrozenElsewhereTakesNoMoneyTenSecondsLater() {
        jdbc.update("update market_vendor set state = 'FROZEN' where market_id = ?", market.marketId());

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            HttpResponse<String> answer = customer.post(
                    "/q/" + stall.plate().token() + "/orders", "application/x-www-form-urlencoded", "amount=1.00");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("现在不收款");
        });
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
