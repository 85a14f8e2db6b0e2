/** One column of an Excel report: its heading, its width and what it takes from a row. */
package org.caishi.report;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * The kind decides the cell: words and ids are text even where they look like numbers or formulas, money and counts are
 * numbers with a sum below, days and moments are dates.
 *
 * @param <R> what a row of the report is
 */
sealed interface Column<R> {
    String heading();

    /** In characters of the default font; a Chinese one takes two. */
    int width();

    record Text<R>(String heading, int width, Function<R, @Nullable String> of) implements Column<R> {}

    record Amount<R>(String heading, int width, Function<R, Money> of) implements Column<R> {}

    record Count<R>(String heading, int width, ToLongFunction<R> of) implements Column<R> {}

    record Day<R>(String heading, int width, Function<R, @Nullable LocalDate> of) implements Column<R> {}

    record Moment<R>(String heading, int width, Function<R, @Nullable LocalDateTime> of) implements Column<R> {}
}
