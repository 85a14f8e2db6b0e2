/** More customers at once than can be carried: some are told to come again, nobody's order is lost or left half done. */
package org.caishi.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Admission;
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
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class FloodTest {
    private static final int CUSTOMERS = 400;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Admission admission;

    @Value("${caishi.checkout.at-once:256}")
    int places;

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
        stall = markets.stall(market, "F01");
    }

    @AfterEach
    void debitsEqualCredits() {
        assertThat(markets.trialBalance(market)).isEqualTo(Money.ZERO);
    }

    @Test
    void whoIsRefusedHasNoOrderAndWhoIsServedHasAWholeOne() throws Exception {
        List<HttpResponse<String>> answers;
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // All places but one are held, so that the flood needs not be larger than a test machine can send.
            hold(places - 1, threads, release);
            answers = flood(threads);
            release.countDown();
        }

        List<String> served = new ArrayList<>();
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode()).isIn(200, 503);
            if (answer.statusCode() == 503) {
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.body()).contains("busy");
            } else {
                served.add(JsonMapper.shared()
                        .readTree(answer.body())
                        .path("orderNo")
                        .asString());
            }
        }
        assertThat(served).isNotEmpty().hasSizeLessThan(CUSTOMERS).doesNotHaveDuplicates();
        assertThat(count("payment_order where state = 'WAITING' and")).isEqualTo(served.size());
        assertThat(count("payment_order where")).isEqualTo(served.size());
        for (String order : List.of(served.getFirst(), served.getLast())) {
            customer.pay(order, "{}");
            await().atMost(SOON).until(() -> customer.state(order).equals("PAID"));
        }
        assertThat(customer.order(stall, "1.00")).as("afterwards it goes on").isNotBlank();
    }

    @Test
    void withoutAPlaceNothingIsBegun() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(places, threads, release);

            assertThat(order().statusCode()).isEqualTo(503);
            assertThat(count("payment_order where")).isZero();
            release.countDown();
        }
        assertThat(order().statusCode()).isEqualTo(200);
    }

    private void hold(int count, ExecutorService threads, CountDownLatch release) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.execute(() -> admission.within(() -> {
                held.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            }));
        }
        held.await();
    }

    private List<HttpResponse<String>> flood(ExecutorService threads) throws Exception {
        List<Callable<HttpResponse<String>>> orders = Collections.nCopies(CUSTOMERS, this::order);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : threads.invokeAll(orders)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private HttpResponse<String> order() {
        return customer.post("/q/" + stall.plate().token() + "/orders", Customer.FORM, "amount=3.50");
    }

    private long count(String rows) {
        Long number =
                jdbc.queryForObject("select count(*) from " + rows + " market_id = ?", Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
