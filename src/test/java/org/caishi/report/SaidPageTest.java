/** The delivery ledger's figures are its rows, and the ages at the first answer are those of the rows. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.market.WrittenMarkets;
import org.caishi.testing.ProductTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaidPageTest {
    private static final long MARKET = 7011;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 5);
    private static final String PAGE = "/manage/report-said/announcements?date=" + DAY;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Markets markets;

    @Autowired
    SaidRows rows;

    private SignedInBrowser manager;

    @BeforeAll
    void seed() {
        SeededMarket market = SeededMarket.open(jdbc, MARKET, "report-said", "播报测试市场", 0);
        market.stall(1, "A01", "李记蔬菜", "TRADING", "ACTIVE");
        market.stall(2, "A02", "王记豆腐", "TRADING", "ACTIVE");
        Instant noon = DAY.atTime(12, 0).atZone(SeededMarket.SHANGHAI).toInstant();
        for (int i = 1; i <= 20; i++) {
            said(market, 1, 100L * i, noon.plusSeconds(i), "SPOKEN", 9, 50L * i);
        }
        said(market, 2, 7_001, noon.plusSeconds(3_600), "ACKED", 9, 900L);
        said(market, 2, 7_002, noon, "QUIET", 9, null);
        said(market, 2, 7_003, noon, "EXPIRED", 9, null);
        said(market, 2, 7_004, noon, "EXPIRED", 0, null);
        said(market, 2, 7_005, noon, "FAILED", 9, null);
        market.paid(2, 7_006, "WECHAT", noon, false);
        market.paid(2, 7_007, "CASH", noon, false);
        manager = new SignedInBrowser(context, Role.MANAGER, MARKET);
        WrittenMarkets.show(markets, "report-said");
    }

    @Test
    void everyFigureOpensItsRows() {
        String page = text("");
        assertThat(figure(page, "all")).isEqualTo(26);
        assertThat(figure(page, "heard")).isEqualTo(21);
        assertThat(figure(page, "quiet")).isEqualTo(1);
        assertThat(figure(page, "never")).isEqualTo(4);
        assertThat(figure(page, "waiting")).isZero();
        assertThat(page)
                .contains("¥70.03", "¥70.04", "¥70.05", "¥70.06", "没有音箱", "没有播报记录")
                .doesNotContain("¥70.01")
                .doesNotContain("¥70.07");
        assertThat(text("&group=quiet")).contains("¥70.02").doesNotContain("¥70.03");
        assertThat(text("&stall=A01")).doesNotContain("¥70.03");
    }

    @Test
    void agesAreThoseOfTheRows() {
        assertThat(rows.agesByStall(MARKET, DAY, 10))
                .containsExactly(
                        new SaidRows.StallAge("A01", 20, 500, 950, 1_000),
                        new SaidRows.StallAge("A02", 1, 900, 900, 900));
        assertThat(rows.agesByHour(MARKET, DAY, null))
                .extracting(SaidRows.HourAge::heard)
                .containsExactly(20L, 1L);
    }

    private void said(
            SeededMarket market,
            long stall,
            long fen,
            Instant at,
            String state,
            long device,
            @Nullable Long ackMillis) {
        long order = market.paid(stall, fen, "WECHAT", at, false).orderNo();
        jdbc.update(
                """
                insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no,
                       channel, amount_fen, text, state, created_at, expires_at, acked_at, ended_at, attempts)
                values (?, ?, ?, ?, 'RECEIVED', ?, 'WECHAT', ?, '收款', ?, ?, ?, ?, ?, 1)
                """,
                MARKET,
                order,
                stall,
                device,
                order,
                fen,
                state,
                Timestamp.from(at),
                Timestamp.from(at.plusSeconds(30)),
                ackMillis == null ? null : Timestamp.from(at.plusMillis(ackMillis)),
                Timestamp.from(at.plusSeconds(2)));
    }

    private String text(String more) {
        return manager.page(PAGE + more);
    }

    private static long figure(String page, String group) {
        Matcher found = Pattern.compile("data-figure=\"" + group + "\">(\\d+)<").matcher(page);
        assertThat(found.find()).as(group).isTrue();
        return Long.parseLong(found.group(1));
    }
}
