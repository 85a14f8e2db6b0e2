/** Refunds that stand still are asked about in turn: however many they are, a newer one gets its turn too. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class RefundRecheckTest {
    /** More than one run takes. */
    private static final int STUCK = 215;

    @Autowired
    RefundRecheck recheck;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void thoseThatStandStillDoNotHideTheNewerOnes() {
        Market market = markets.open(0);
        Instant start = Clock.systemUTC().instant();
        for (int number = 1; number <= STUCK; number++) {
            add(market, number, start.minus(Duration.ofDays(1)).plusSeconds(number));
        }

        // The scheduler's own rounds may take some of them meanwhile.
        await().atMost(Purchases.SOON).until(() -> {
            recheck.round();
            return count(market, "next_ask_at > ?", start) == STUCK;
        });
        add(market, STUCK + 1, start.minus(Duration.ofMinutes(1)));

        recheck.round();

        assertThat(count(market, "next_ask_at > ?", start))
                .as("the newest had its turn at once")
                .isEqualTo(STUCK + 1);
        jdbc.update("delete from payment_refund where market_id = ?", market.marketId());
    }

    /** In cash, for which no channel answers: it stands still for ever. */
    private void add(Market market, long number, Instant at) {
        LocalDateTime utc = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        jdbc.update(
                "insert into payment_refund (market_id, refund_no, request_id, suspense_id, stall_id, vendor_id, channel,"
                        + " channel_txn, merchant_no, charged_fen, amount_fen, reason, state, created_at, asks, words,"
                        + " next_ask_at) values (?, ?, ?, 1, 0, 0, 'CASH', 'T', 'm', 1, 1, '', 'ASKED', ?, 0, '', ?)",
                market.marketId(),
                number,
                "stuck" + number,
                utc,
                utc);
    }

    private int count(Market market, String which, Instant at) {
        Integer rows = jdbc.queryForObject(
                "select count(*) from payment_refund where market_id = ? and " + which,
                Integer.class,
                market.marketId(),
                LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        return rows == null ? 0 : rows;
    }
}
