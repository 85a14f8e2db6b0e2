/** No connection left, or no room on the disk: customers are told to come again, paid money is still booked, and it passes. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.FreeSpace;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class ShortageTest {
    private static final int POOL = 40;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource database;

    @Autowired
    FreeSpace space;

    @Value("${server.port}")
    int port;

    final HttpClient http = HttpClient.newHttpClient();
    Market market;
    PlateHolder stall;

    @BeforeEach
    void openTheStall() throws Exception {
        market = markets.open(0);
        stall = markets.stall(market, "C01");
        assertThat(order().statusCode()).isEqualTo(200);
    }

    @AfterEach
    void debitsEqualCredits() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
    }

    @Test
    void withoutAConnectionCustomersAreToldToComeAgainAndThenServed() throws Exception {
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < POOL) {
                held.add(database.getConnection());
            }
            HttpResponse<String> answer = order();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.body()).contains("busy");
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
        assertThat(order().statusCode()).isEqualTo(200);
        assertThat(count("payment_order")).isEqualTo(2);
    }

    @Test
    void onAFullDiskNoOrderIsOpenedButPaidMoneyIsBookedAndThenItGoesOn() throws Exception {
        String open =
                JsonMapper.shared().readTree(order().body()).path("orderNo").asString();
        long orders = count("payment_order");
        ReflectionTestUtils.setField(space, "leastMegabytes", Long.MAX_VALUE / 2);
        try {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(order().statusCode()).isEqualTo(503));
            HttpResponse<String> refused = order();
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(refused.body()).contains("no-room");
            assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
            long opened = count("payment_order");

            pay(open);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(get("/q/orders/" + open).body()).contains("PAID"));
            assertThat(count("payment_order")).isEqualTo(opened).isGreaterThanOrEqualTo(orders);
        } finally {
            ReflectionTestUtils.setField(space, "leastMegabytes", 256L);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(order().statusCode()).isEqualTo(200));
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> order() throws Exception {
        return post("/q/" + stall.plate().token() + "/orders", "application/x-www-form-urlencoded", "amount=3.50");
    }

    private void pay(String order) throws Exception {
        String body = "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":{}}".formatted(order);
        assertThat(post("/simulator/wechat/control/pay", "application/json", body)
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
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
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json");
    }

    private long count(String table) {
        Long number = jdbc.queryForObject(
                "select count(*) from " + table + " where market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
