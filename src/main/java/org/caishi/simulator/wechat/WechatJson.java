/** The JSON of the service, and how it writes a moment. */
package org.caishi.simulator.wechat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.caishi.simulator.wallet.SnakeJson;
import org.jspecify.annotations.Nullable;

final class WechatJson {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private WechatJson() {}

    static byte[] bytes(Object value) {
        return SnakeJson.bytes(value);
    }

    static <T> @Nullable T read(byte[] json, Class<T> type) {
        return SnakeJson.read(json, type);
    }

    /** As the service writes a moment: {@code 2026-08-01T10:34:56+08:00}. */
    static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), BEIJING));
    }
}
