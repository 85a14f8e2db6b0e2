/** A night market's small hours belong to the day before: on the home, in the list, and against other days. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.payment.OrderNumber;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightMarketDayTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Markets markets;

    @Autowired
    HourSums hourSums;

    @Autowired
    FloorRows floorRows;

    private SeededMarket market;
    private OrderNumber smallHours;

    @BeforeAll
    void seed() {
        market = SeededMarket.open(jdbc, 7002, "report-night", "夜市", 4);
        market.stall(1, "N01", "烤串", "TRADING", "ACTIVE");
        market.stall(2, "N02", "凉皮", "TRADING", "ACTIVE");
        market.paid(1, 5_000, "WECHAT", saturday(-1, 23, 30), false);
        smallHours = market.paid(1, 2_000, "WECHAT", saturday(0, 2, 0), false);
        market.stall(3, "N03", "早点", "TRADING", "ACTIVE");
        market.paid(3, 900, "WECHAT", saturday(0, 4, 0), false);
        market.paid(2, 4_000, "ALIPAY", saturday(-1, 1, 0), false);
        market.paid(2, 1_000, "ALIPAY", saturday(-1, 2, 30), false);
        WrittenMarkets.show(markets, "report-night");
    }

    /** A local time of the night from Friday to Saturday, 7 March 2026. */
    private static Instant saturday(int days, int hour, int minute) {
        return LocalDateTime.of(2026, 3, 7, hour, minute)
                .plusDays(days)
                .atZone(SeededMarket.SHANGHAI)
                .toInstant();
    }

    @Test
    void fridaysSumStillRunsAtTwoInTheMorning() {
        Home home = homeAt(saturday(0, 2, 10));
        assertThat(home.today()).isEqualTo(FRIDAY);
        assertThat(home.sum()).isEqualTo(new DaySum(2, 7_000));
        assertThat(home.hours().getFirst().hour()).isEqualTo(4);
        assertThat(home.hours().getLast().hour()).isEqualTo(3);
    }

    @Test
    void onlyFullHoursAreCompared() {
        Home.SoFar soFar = homeAt(saturday(0, 2, 10)).soFar();
        assertThat(soFar.until()).isEqualTo("02:00");
        assertThat(soFar.today()).isEqualTo(new DaySum(1, 5_000));
        assertThat(soFar.yesterday()).isEqualTo(new DaySum(1, 4_000));
        assertThat(soFar.today().against(soFar.yesterday())).isEqualTo("+25.0%");
        assertThat(soFar.today().against(soFar.lastWeek())).isNull();
    }

    @Test
    void atTheDayCutANewDayBeginsWithNothing() {
        Home home = homeAt(saturday(0, 4, 0).minusMillis(1));
        assertThat(home.today()).isEqualTo(FRIDAY);
        Home next = homeAt(saturday(0, 4, 1));
        assertThat(next.today()).isEqualTo(FRIDAY.plusDays(1));
        assertThat(next.sum()).isEqualTo(new DaySum(1, 900));
        assertThat(next.soFar().fullHours()).isZero();
    }

    @Test
    void aStallIsLivelyForAQuarterOfAnHourThenQuiet() {
        assertThat(doing(homeAt(saturday(0, 2, 15)), "N01")).isEqualTo(StallTile.Doing.SELLING);
        assertThat(doing(homeAt(saturday(0, 2, 16)), "N01")).isEqualTo(StallTile.Doing.QUIET);
        assertThat(doing(homeAt(saturday(0, 2, 16)), "N02")).isEqualTo(StallTile.Doing.SILENT);
    }

    @Test
    void theListKnowsTheBusinessDateToo() {
        SignedInBrowser manager = new SignedInBrowser(context, Role.MANAGER, 7002L);
        assertThat(manager.page("/manage/report-night/payments?from=2026-03-06&to=2026-03-06"))
                .contains(smallHours.toString())
                .contains("2026-03-07 02:00:00")
                .contains("data-total=\"amount\">¥70.00<");
        assertThat(manager.page("/manage/report-night/payments?from=2026-03-07&to=2026-03-07"))
                .doesNotContain(smallHours.toString());
    }

    private Home homeAt(Instant now) {
        return new Homes(Clock.fixed(now, SeededMarket.SHANGHAI), hourSums, floorRows).of(market.market);
    }

    private static StallTile.Doing doing(Home home, String stallNo) {
        return home.tiles().stream()
                .filter(tile -> tile.stall().stallNo().equals(stallNo))
                .findFirst()
                .orElseThrow()
                .doing();
    }
}
