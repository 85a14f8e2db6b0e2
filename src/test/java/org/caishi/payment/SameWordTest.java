/** The payer's page and the vendor's show the same word and the same running number, which nobody can make up before. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Vault;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class SameWordTest {
    private static final Pattern WORD = Pattern.compile("class=\"word\"[^>]*>([^<]{2})<");
    private static final Path NOWHERE = Path.of("target");
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    @Autowired
    TestMarket markets;

    @Autowired
    Users users;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void bothPagesShowTheSame() {
        Market market = markets.open(0);
        PlateHolder stall = markets.stall(market, "A01");
        PlateHolder neighbour = markets.stall(market, "A02");
        String name = "word-" + UUID.randomUUID();
        users.add(
                name,
                "老王",
                "a long enough password",
                Role.VENDOR,
                market.marketId(),
                stall.vendor().vendorId());
        Visitor vendor = new Visitor();
        vendor.signIn(name, "a long enough password");
        Purchases here = new Purchases(stall, jdbc);

        here.paid("12.50");
        new Purchases(neighbour, jdbc).paid("3.00");
        String second = here.paid("2.00");
        String waiting = new Customer().order(stall, "5.00");

        String payers =
                new Visitor().get("/q/orders/" + second, "Accept", "text/html").body();
        String vendors = vendor.get("/vendor/payments/" + second).body();
        assertThat(payers).contains("今天第 2 笔");
        assertThat(vendors).contains("第 2 笔");
        assertThat(word(payers)).isEqualTo(word(vendors));
        assertThat(new Visitor()
                        .get("/q/orders/" + waiting, "Accept", "text/html")
                        .body())
                .doesNotContain("class=\"word\"")
                .doesNotContain("今天第");
        assertThat(here.count("speaker_announcement"))
                .as("only what was booked is told")
                .isEqualTo(3);
    }

    @Test
    void nobodyCanTellTheNeighboursWordOrTomorrows() {
        DayWord ours = new DayWord(new Vault("1".repeat(64), NOWHERE));
        DayWord others = new DayWord(new Vault("2".repeat(64), NOWHERE));

        assertThat(ours.of(7, 1, DAY)).isEqualTo(ours.of(7, 1, DAY)).hasSize(2);
        assertThat(DAY.datesUntil(DAY.plusDays(30))
                        .map(day -> ours.of(7, 1, day))
                        .distinct())
                .hasSizeGreaterThan(25);
        assertThat(java.util.stream.LongStream.range(1, 31)
                        .mapToObj(stall -> ours.of(7, stall, DAY))
                        .distinct())
                .hasSizeGreaterThan(25);
        assertThat(DAY.datesUntil(DAY.plusDays(30))
                        .filter(day -> ours.of(7, 1, day).equals(others.of(7, 1, day))))
                .as("another installation's secret gives other words")
                .hasSizeLessThan(3);
    }

    private static String word(String page) {
        Matcher found = WORD.matcher(page);
        assertThat(found.find()).as("a word on the page").isTrue();
        return found.group(1);
    }
}
