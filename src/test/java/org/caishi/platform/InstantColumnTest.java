/** Instants are written as the driver would write them, to the millisecond. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantColumnTest {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    @Test
    void whatIsFinerThanAMillisecondIsCut() {
        assertThat(InstantColumn.literal(Instant.parse("2026-05-01T00:30:00.250999999Z")))
                .isEqualTo("2026-05-01 00:30:00.250");
        assertThat(InstantColumn.literal(Instant.EPOCH)).isEqualTo("1970-01-01 00:00:00.000");
        assertThat(InstantColumn.literal(Instant.ofEpochMilli(-1))).isEqualTo("1969-12-31 23:59:59.999");
    }

    @Test
    void anyInstantIsWrittenAsAFormatWritesIt() {
        Random random = new Random(17);
        long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
        long end = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
        for (int i = 0; i < 10_000; i++) {
            Instant any = Instant.ofEpochMilli(random.nextLong(first, end));
            assertThat(InstantColumn.literal(any)).isEqualTo(FORM.format(LocalDateTime.ofInstant(any, ZoneOffset.UTC)));
        }
    }

    @Test
    void aTimeThatNoColumnTakesIsRefused() {
        assertThatThrownBy(() -> InstantColumn.literal(Instant.MAX)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> InstantColumn.literal(Instant.parse("-0001-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
