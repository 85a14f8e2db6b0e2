/** Whole numbers in Chinese numerals: the grammar that reading aloud and capital figures share. */
package org.caishi.units;

import java.util.List;

/** One way to write numerals: its ten digits and its names of ten, hundred, thousand. */
final class ChineseNumber {
    static final ChineseNumber EVERYDAY = new ChineseNumber("零一二三四五六七八九", "十", "百", "千");
    static final ChineseNumber CAPITAL = new ChineseNumber("零壹贰叁肆伍陆柒捌玖", "拾", "佰", "仟");

    /** The first number that would need a name above 亿, as {@code 亿亿} is not said by anybody. */
    static final long LIMIT = 10_000_000_000_000_000L;

    private final String digits;
    private final List<Unit> units;

    private ChineseNumber(String digits, String ten, String hundred, String thousand) {
        this.digits = digits;
        this.units = List.of(
                new Unit(100_000_000, "亿"),
                new Unit(10_000, "万"),
                new Unit(1_000, thousand),
                new Unit(100, hundred),
                new Unit(10, ten));
    }

    /**
     * The number in full, ten as 一十: what is left out in speech is the caller's matter.
     *
     * @param number 0 up to but without {@link #LIMIT}
     */
    String write(long number) {
        if (number < 0 || number >= LIMIT) {
            throw new IllegalArgumentException("no Chinese numeral for " + number);
        }
        StringBuilder text = new StringBuilder();
        append(number, text);
        return text.toString();
    }

    /** The numeral of a single digit. */
    char digit(long value) {
        return digits.charAt(Math.toIntExact(value));
    }

    private void append(long number, StringBuilder text) {
        for (Unit unit : units) {
            if (number >= unit.size()) {
                append(number / unit.size(), text);
                text.append(unit.name());
                appendRest(number % unit.size(), unit, text);
                return;
            }
        }
        text.append(digit(number));
    }

    /** A gap below the unit is told by one 零, however wide it is: 1001 is 一千零一. */
    private void appendRest(long rest, Unit unit, StringBuilder text) {
        if (rest == 0) {
            return;
        }
        if (rest < unit.size() / 10) {
            text.append(digit(0));
        }
        append(rest, text);
    }

    private record Unit(long size, String name) {}
}
