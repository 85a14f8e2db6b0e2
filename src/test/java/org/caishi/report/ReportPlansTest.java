/** The questions that dashboards ask use the indexes that are there, with a hundred thousand orders to look through. */
package org.caishi.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.apache.ibatis.session.SqlSessionFactory;
import org.caishi.testing.ProductTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPlansTest {
    private static final long MARKET = 7004;
    private static final int DAYS = 100;
    private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    SqlSessionFactory sessions;

    @Autowired
    DataSource database;

    private SeededMarket market;

    /** A hundred days of 1,000 orders on 100 stalls; orders alone, for plans look at nothing else. */
    @BeforeAll
    void seed() {
        market = SeededMarket.open(jdbc, MARKET, "report-plans", "大市场", 0);
        for (int stall = 0; stall < 100; stall++) {
            market.stall(stall, "P%03d".formatted(stall), "商户 " + stall, "TRADING", "ACTIVE");
        }
        for (int day = 0; day < DAYS; day++) {
            jdbc.update(
                    """
                    insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel,
                           scene, merchant_no, amount_fen, rule_id, state, created_at, expires_at, asked_at, asks,
                           channel_txn, paid_at, booked_at, business_date, refunded_fen)
                    select ?, ? * 1000 + n + 1, n mod 100, n mod 100, 1, null, 'WECHAT', 'JSAPI', 'm', 100 + n, 1, 'PAID',
                           date_add(?, interval n * 80 second), date_add(?, interval n * 80 second), null, 0, 'T',
                           date_add(?, interval n * 80 second), date_add(?, interval n * 80 second), ?, 0
                      from (select a.d + 10 * b.d + 100 * c.d as n
                              from (select 0 d union all select 1 union all select 2 union all select 3
                                    union all select 4 union all select 5 union all select 6 union all select 7
                                    union all select 8 union all select 9) a
                             cross join (select 0 d union all select 1 union all select 2 union all select 3
                                    union all select 4 union all select 5 union all select 6 union all select 7
                                    union all select 8 union all select 9) b
                             cross join (select 0 d union all select 1 union all select 2 union all select 3
                                    union all select 4 union all select 5 union all select 6 union all select 7
                                    union all select 8 union all select 9) c) numbers
                    """,
                    MARKET,
                    day,
                    FIRST.plusDays(day).toString(),
                    FIRST.plusDays(day).toString(),
                    FIRST.plusDays(day).toString(),
                    FIRST.plusDays(day).toString(),
                    FIRST.plusDays(day));
        }
        jdbc.queryForList("analyze table payment_order");
    }

    @AfterAll
    void remove() {
        jdbc.update("delete from payment_order where market_id = ?", MARKET);
    }

    @Test
    void theListOfADayReadsThatDay() {
        String list = keys("PaymentList.page", Map.of("f", filter(null, null)));
        assertThat(list).isEqualTo("payment_order_by_day");
        assertThat(keys("PaymentList.totals", Map.of("f", filter(null, null)))).isEqualTo("payment_order_by_day");
        assertThat(keys("PaymentList.page", Map.of("f", filter("P007", null)))).isEqualTo("payment_order_by_day");
    }

    @Test
    void oneOrderIsFoundByItsNumber() {
        assertThat(keys("PaymentList.page", Map.of("f", filter(null, 10_005L)))).isEqualTo("PRIMARY");
        assertThat(keys("ChainRows.order", Map.of("marketId", MARKET, "orderNo", 10_005L)))
                .isEqualTo("PRIMARY");
    }

    @Test
    void lastSalesReadTheNewestOrdersOnly() {
        Map<String, Object> since = Map.of("marketId", MARKET, "since", at(FIRST.plusDays(DAYS - 1), 22));
        assertThat(keys("FloorRows.lastSales", since)).isEqualTo("payment_order_silent");
    }

    @Test
    void unheardPaymentsAreLookedForWithinADay() {
        Map<String, Object> day = Map.of("marketId", MARKET, "date", FIRST, "before", at(FIRST.plusDays(1), 0));
        assertThat(keys("AlarmRows.countUnheard", day)).isEqualTo("payment_order_by_day");
    }

    @Test
    void theRunningStatementReadsItsDay() {
        assertThat(keys("DayRows.running", Map.of("marketId", MARKET, "date", FIRST)))
                .isEqualTo("payment_order_by_day");
    }

    private static Instant at(LocalDate date, int hour) {
        return date.atTime(hour, 0).atZone(SeededMarket.SHANGHAI).toInstant();
    }

    private PaymentFilter filter(@Nullable String stall, @Nullable Long orderNo) {
        return new PaymentFilter(
                MARKET,
                FIRST,
                FIRST,
                at(FIRST, 0),
                at(FIRST, 23),
                stall,
                null,
                true,
                null,
                null,
                null,
                orderNo,
                "paid",
                true,
                50,
                0);
    }

    /** By which index the server would read payment_order; ALL would be every row there is. */
    private String keys(String statement, Map<String, Object> given) {
        MappedStatement mapped = sessions.getConfiguration().getMappedStatement("org.caishi.report." + statement);
        Map<String, Object> parameters = new HashMap<>(given);
        BoundSql sql = mapped.getBoundSql(parameters);
        try (Connection connection = database.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + sql.getSql())) {
            new DefaultParameterHandler(mapped, parameters, sql).setParameters(explain);
            try (ResultSet rows = explain.executeQuery()) {
                String found = "";
                while (rows.next()) {
                    String key = rows.getString("key");
                    assertThat(rows.getString("type"))
                            .as("%s on %s", statement, rows.getString("table"))
                            .satisfiesAnyOf(
                                    type -> assertThat(type).isNotEqualTo("ALL"),
                                    type -> assertThat(rows.getString("table")).startsWith("<derived"));
                    if (key != null && (key.startsWith("payment_order") || isOrders(rows.getString("table"), key))) {
                        found = key;
                    }
                }
                return found;
            }
        } catch (SQLException e) {
            throw new AssertionError(statement + " cannot be explained", e);
        }
    }

    private static boolean isOrders(@Nullable String table, String key) {
        return "PRIMARY".equals(key) && "o".equals(table);
    }
}
