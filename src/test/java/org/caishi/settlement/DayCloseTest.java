/** Business days close in order, each once, at the market's own hour; statements add up to the journal. */
package org.caishi.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.settlement.Share.Kind;
import org.caishi.settlement.Share.Party;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class DayCloseTest {
    /** Far ahead of the product's own clock, so that its scheduler closes nothing of this. */
    private static final LocalDate FRIDAY = LocalDate.parse("2031-01-03");

    @Autowired
    Markets markets;

    @Autowired
    BusinessCalendar calendar;

    @Autowired
    CalendarRows rows;

    @Autowired
    StatementRows statements;

    @Autowired
    Shares shares;

    @Autowired
    Transactions transactions;

    @Autowired
    Ids ids;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TestMarket testMarkets;

    @Test
    void aNightMarketsFridayClosesOnSaturdayAfterFour() {
        Market night = testMarkets.open(4);
        begin(night);

        closeAt(night, "2031-01-03T19:59:00Z");
        assertThat(closedThrough(night)).isEqualTo(FRIDAY.minusDays(1));

        closeAt(night, "2031-01-03T20:09:59Z");
        assertThat(closedThrough(night)).isEqualTo(FRIDAY.minusDays(1));

        closeAt(night, "2031-01-03T20:10:00Z");
        assertThat(closedThrough(night)).isEqualTo(FRIDAY);
    }

    @Test
    void statementsAddUpAndAreWrittenOnce() {
        Market market = testMarkets.open(0);
        begin(market);
        share(market, 1, 7, FeePayer.VENDOR, 10_000);
        share(market, 1, 7, FeePayer.MARKET, 20_000);
        share(market, 2, 8, FeePayer.VENDOR, 333);

        closeAt(market, "2031-01-03T16:10:00Z");
        closeAt(market, "2031-01-03T16:20:00Z");

        Statement first = statement(market, 1);
        assertThat(first.payments()).isEqualTo(2);
        assertThat(first.grossFen()).isEqualTo(30_000);
        assertThat(first.feeFen()).isEqualTo(38);
        assertThat(first.subsidyFen()).isEqualTo(76);
        assertThat(first.commissionFen()).isEqualTo(180);
        assertThat(first.netFen()).isEqualTo(first.grossFen() - first.feeFen() - first.commissionFen());
        assertThat(count(market, "select count(*) from settlement_statement where market_id = ?"))
                .isEqualTo(2);
        assertThat(count(market, "select gross_fen from settlement_day where market_id = ?"))
                .isEqualTo(30_333);
        assertThat(count(market, "select net_fen from settlement_day where market_id = ?"))
                .isEqualTo(count(
                        market,
                        "select sum(amount_fen) from settlement_share where market_id = ? and party = 'VENDOR'"));
    }

    @Test
    void aMarketThatSleptIsCaughtUpDayByDay() {
        Market market = testMarkets.open(0);
        begin(market);

        closeAt(market, "2031-01-10T16:10:00Z");

        assertThat(closedThrough(market)).isEqualTo(LocalDate.parse("2031-01-10"));
        assertThat(count(market, "select count(*) from settlement_day where market_id = ?"))
                .isEqualTo(8);
    }

    private void begin(Market market) {
        rows.begin(market.marketId(), FRIDAY.minusDays(1));
    }

    private void closeAt(Market market, String instant) {
        Clock clock = Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
        new DayClose(markets, calendar, rows, statements, transactions, ids, clock).closeWhatHasEnded(market);
    }

    private void share(Market market, long stallId, long vendorId, FeePayer payer, long fen) {
        Split split = Split.of(Money.ofFen(fen), BasisPoints.of(60), BasisPoints.of(38), payer);
        List<Share> parts = Shares.of(split, market.marketId(), ids.next(market.marketId()), stallId, vendorId, FRIDAY);
        assertThat(parts).anyMatch(part -> part.party() == Party.VENDOR && part.kind() == Kind.PAYMENT);
        transactions.run(() -> shares.write(parts));
    }

    private LocalDate closedThrough(Market market) {
        return rows.closedThrough(market.marketId()).orElseThrow();
    }

    private Statement statement(Market market, long stallId) {
        return statements.sums(market.marketId(), FRIDAY).stream()
                .filter(sum -> sum.stallId() == stallId)
                .findFirst()
                .orElseThrow();
    }

    private long count(Market market, String sql) {
        Long number = jdbc.queryForObject(sql, Long.class, market.marketId());
        return number == null ? 0 : number;
    }
}
