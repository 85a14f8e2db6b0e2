/** Money given back by Alipay: at once, once, to the fen; its notices un-pay nothing. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import javax.sql.DataSource;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
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

@ProductTest
class AlipayRefundsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Autowired
    Refunds refunds;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    DataSource database;

    final Customer customer = new Customer("alipay");
    Market market;
    PlateHolder stall;
    Person clerk;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "R02");
        clerk = new Person(1, "clerk", "财务", Role.CLERK, market.marketId(), null);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(BooksCheck.of(database, market.marketId()).findings()).isEmpty();
    }

    @Test
    void aRefundInTwoStepsIsBookedAtOnceAndItsNoticesChangeNothing() {
        String number = customer.order(stall, "12.50");
        customer.pay(number, "{}");
        await().atMost(SOON).until(() -> customer.state(number).equals("PAID"));
        OrderNumber order = OrderNumber.parse(number).orElseThrow();

        assertThat(refunds.askForOrder(order, Money.ofFen(450), "鱼不新鲜", "r1", clerk)
                        .state())
                .isEqualTo(Refund.State.DONE);
        assertThat(customer.state(number)).isEqualTo("PART_REFUNDED");
        assertThat(refunds.askForOrder(order, Money.ofFen(450), "鱼不新鲜", "r1", clerk)
                        .amountFen())
                .as("tapped twice")
                .isEqualTo(450);
        refunds.askForOrder(order, Money.ofFen(800), "退清", "r2", clerk);

        assertThat(customer.state(number)).isEqualTo("REFUNDED");
        assertThat(customer.transaction(number).path("refundedFen").asLong()).isEqualTo(1250);
        assertThat(customer.transaction(number).path("state").asString()).isEqualTo("TRADE_CLOSED");
        assertThat(markets.balances(market).values()).containsOnly(Money.ZERO);
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment_refund where market_id = ? and state = 'DONE'",
                        Long.class,
                        market.marketId()))
                .isEqualTo(2);
    }
}
