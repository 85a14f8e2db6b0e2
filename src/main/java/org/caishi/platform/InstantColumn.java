/** Writes and reads instants as the columns keep them: UTC, in milliseconds. */
package org.caishi.platform;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The driver would send the same literal, but makes a new date format for each one: a twelfth of the processor's time
 * while notices are booked.
 */
@Component
@MappedTypes(Instant.class)
class InstantColumn extends BaseTypeHandler<Instant> {
    private static final String PATTERN = "0000-00-00 00:00:00.000";

    @Override
    public void setNonNullParameter(PreparedStatement statement, int at, Instant value, @Nullable JdbcType type)
            throws SQLException {
        statement.setString(at, literal(value));
    }

    @Override
    public @Nullable Instant getNullableResult(ResultSet row, String column) throws SQLException {
        return instant(row.getObject(column, LocalDateTime.class));
    }

    @Override
    public @Nullable Instant getNullableResult(ResultSet row, int column) throws SQLException {
        return instant(row.getObject(column, LocalDateTime.class));
    }

    @Override
    public @Nullable Instant getNullableResult(CallableStatement call, int column) throws SQLException {
        return instant(call.getObject(column, LocalDateTime.class));
    }

    /**
     * A literal of the columns' form, e.g. {@code 2026-05-01 00:30:00.250}; what is finer than a millisecond is cut.
     *
     * @throws IllegalArgumentException outside the years 1 to 9999, which no column takes
     */
    static String literal(Instant value) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 1 || utc.getYear() > 9999) {
            throw new IllegalArgumentException("no column takes the time " + value);
        }
        char[] text = PATTERN.toCharArray();
        put(text, 3, utc.getYear());
        put(text, 6, utc.getMonthValue());
        put(text, 9, utc.getDayOfMonth());
        put(text, 12, utc.getHour());
        put(text, 15, utc.getMinute());
        put(text, 18, utc.getSecond());
        put(text, 22, utc.getNano() / 1_000_000);
        return new String(text);
    }

    private static void put(char[] text, int last, int number) {
        int at = last;
        for (int rest = number; rest > 0; rest /= 10) {
            text[at--] = (char) ('0' + rest % 10);
        }
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}
