/** A night market's Friday ends on Saturday at 04:00; a day market's at midnight; both across a clock change. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessDayTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T15:59:59.999Z, 2026-11-20, 2026-11-20",
        "2026-11-20T16:00:00.000Z, 2026-11-21, 2026-11-20",
        "2026-11-20T19:59:59.999Z, 2026-11-21, 2026-11-20",
        "2026-11-20T20:00:00.000Z, 2026-11-21, 2026-11-21",
    })
    void theDateChangesAtTheCut(Instant at, LocalDate dayMarket, LocalDate nightMarket) {
        assertThat(new BusinessDay(SHANGHAI, 0).dateOf(at)).isEqualTo(dayMarket);
        assertThat(new BusinessDay(SHANGHAI, 4).dateOf(at)).isEqualTo(nightMarket);
    }

    @Test
    void everyDayBeginsWhereTheOneBeforeEndsAlsoWhenClocksChange() {
        BusinessDay berlin = new BusinessDay(ZoneId.of("Europe/Berlin"), 4);
        for (LocalDate date = LocalDate.parse("2026-03-20");
                date.isBefore(LocalDate.parse("2026-11-10"));
                date = date.plusDays(1)) {
            Instant start = berlin.startOf(date);
            assertThat(berlin.dateOf(start)).isEqualTo(date);
            assertThat(berlin.dateOf(start.minusMillis(1))).isEqualTo(date.minusDays(1));
            assertThat(berlin.endOf(date)).isEqualTo(berlin.startOf(date.plusDays(1)));
            assertThat(Duration.between(start, berlin.endOf(date)))
                    .isBetween(Duration.ofHours(23), Duration.ofHours(25));
        }
    }
}
