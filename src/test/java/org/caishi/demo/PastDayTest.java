/** The past that the seed draws: the same every time, plausible in its sums, and right to the fen. */
package org.caishi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caishi.demo.PastSale.End;
import org.caishi.platform.BusinessDay;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

class PastDayTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Test
    void aDayDrawnTwiceIsTheSameDay() {
        assertThat(PastDay.of(DemoMarket.laocheng(), FRIDAY)).isEqualTo(PastDay.of(DemoMarket.laocheng(), FRIDAY));
        assertThat(PastDay.of(DemoMarket.hepan(), FRIDAY)).isEqualTo(PastDay.of(DemoMarket.hepan(), FRIDAY));
    }

    @Test
    void anotherDateIsAnotherDay() {
        assertThat(PastDay.of(DemoMarket.laocheng(), FRIDAY))
                .extracting(PastSale::amount)
                .isNotEqualTo(PastDay.of(DemoMarket.laocheng(), FRIDAY.plusDays(7)).stream()
                        .map(PastSale::amount)
                        .toList());
    }

    @Test
    void thirtyDaysComeToAboutNinetyThousandPayments() {
        List<PastSale> all = thirtyDays();
        List<PastSale> paid = all.stream().filter(PastSale::isPaid).toList();
        long fen = paid.stream().mapToLong(sale -> sale.amount().fen()).sum();

        assertThat(paid).hasSizeBetween(87_000, 94_000);
        assertThat(fen / paid.size()).isBetween(3_000L, 5_500L);
        assertThat(perMille(paid, PastSale::isWeighed)).isBetween(550L, 650L);
        assertThat(perMille(paid, sale -> sale.end() == End.CASH)).isBetween(50L, 70L);
        assertThat(perMille(paid, sale -> sale.refund() != null)).isBetween(2L, 6L);
        assertThat(perMille(all, sale -> sale.end() == End.CLOSED)).isBetween(5L, 15L);
        assertThat(perMille(all.stream().filter(PastSale::isWeighed).toList(), sale -> sale.end() == End.ABANDONED))
                .isBetween(20L, 40L);
    }

    @Test
    void whatWasWeighedCostsItsWeightTimesItsPrice() {
        for (PastSale sale : PastDay.of(DemoMarket.laocheng(), FRIDAY)) {
            assertThat(sale.amount().isPositive()).isTrue();
            sale.items()
                    .forEach(item -> assertThat(item.amount())
                            .isEqualTo(item.good().price().times(item.net())));
            if (sale.isWeighed()) {
                assertThat(sale.items()).hasSizeBetween(1, DemoDevices.addsUp(sale.stall()) ? 3 : 1);
                assertThat(sale.items().stream().map(PastSale.Item::amount).reduce(Money.ZERO, Money::plus))
                        .isEqualTo(sale.amount());
            }
            if (sale.refund() != null) {
                assertThat(sale.refund().amount()).isLessThanOrEqualTo(sale.amount());
                assertThat(sale.end()).isEqualTo(End.PAID);
            }
        }
    }

    @Test
    void everythingHappensInItsOrderAndOnItsDay() {
        for (DemoMarket plan : DemoMarket.both()) {
            BusinessDay rule = plan.market().day();
            Instant before = Instant.EPOCH;
            int number = 0;
            for (PastSale sale : PastDay.of(plan, FRIDAY)) {
                assertThat(sale.weighedAt()).isBeforeOrEqualTo(sale.openedAt());
                assertThat(sale.openedAt()).isBeforeOrEqualTo(sale.paidAt());
                assertThat(sale.paidAt()).isBeforeOrEqualTo(sale.knownAt());
                assertThat(rule.dateOf(sale.weighedAt())).isEqualTo(FRIDAY);
                assertThat(rule.dateOf(sale.paidAt())).isEqualTo(FRIDAY);
                assertThat(sale.knownAt()).isAfterOrEqualTo(before);
                assertThat(sale.number()).isEqualTo(++number);
                before = sale.knownAt();
            }
        }
    }

    @Test
    void theMorningMarketIsBusyBeforeNineAndBeforeSupper() {
        List<PastSale> day = PastDay.of(DemoMarket.laocheng(), FRIDAY);

        assertThat(atHour(day, 7) + atHour(day, 8)).isGreaterThan(3 * (atHour(day, 10) + atHour(day, 11)) / 2);
        assertThat(atHour(day, 17)).isGreaterThan(3 * atHour(day, 14));
        assertThat(atHour(day, 2)).isZero();
    }

    @Test
    void theNightMarketsFridayIsFullAndRunsIntoSaturday() {
        List<PastSale> friday = PastDay.of(DemoMarket.hepan(), FRIDAY);

        assertThat(friday)
                .anySatisfy(sale -> assertThat(sale.paidAt().atZone(CHINA).toLocalDateTime())
                        .isAfter(FRIDAY.plusDays(1).atTime(1, 0)));
        assertThat(friday.size())
                .isGreaterThan(
                        3 * PastDay.of(DemoMarket.hepan(), FRIDAY.plusDays(3)).size() / 2);
        assertThat(atHour(friday, 8)).isZero();
    }

    @Test
    void someStallsAreLikedMoreAndAFewRest() {
        List<PastSale> day = PastDay.of(DemoMarket.laocheng(), FRIDAY);
        List<Long> byStall = DemoMarket.laocheng()
                .stalls()
                .map(stall ->
                        day.stream().filter(sale -> sale.stall().equals(stall)).count())
                .sorted()
                .toList();

        assertThat(byStall.getLast()).isGreaterThan(2 * byStall.get(20));
        assertThat(byStall.stream().filter(sales -> sales == 0).count()).isBetween(1L, 15L);
    }

    private static List<PastSale> thirtyDays() {
        List<PastSale> all = new ArrayList<>();
        for (DemoMarket plan : DemoMarket.both()) {
            Stream.iterate(FRIDAY, date -> date.minusDays(1))
                    .limit(History.DAYS)
                    .forEach(date -> all.addAll(PastDay.of(plan, date)));
        }
        return all;
    }

    private static long perMille(List<PastSale> sales, Predicate<PastSale> which) {
        return sales.stream().filter(which).count() * 1_000 / sales.size();
    }

    private static long atHour(List<PastSale> sales, int hour) {
        return sales.stream()
                .filter(sale -> sale.paidAt().atZone(CHINA).getHour() == hour)
                .count();
    }
}
