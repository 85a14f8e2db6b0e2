/** Reads spoken amounts back to fen, by a grammar of its own, so that the reader aloud is not checked by itself. */
package org.caishi.units;

/**
 * Strict where listeners are: every 零 must tell a gap and every gap must be told, 两 and 二 stand only where they are
 * said, and nothing may be left over.
 */
final class SpokenAmountReader {
    private static final String DIGITS = "零一二三四五六七八九";

    private final String text;
    private int at;

    private SpokenAmountReader(String text) {
        this.text = text;
    }

    static long fen(String words) {
        boolean negative = words.startsWith("负");
        long fen = new SpokenAmountReader(negative ? words.substring(1) : words).amount();
        return negative ? -fen : fen;
    }

    private long amount() {
        int end = text.indexOf('点') < 0 ? text.indexOf('元') : text.indexOf('点');
        long yuan = whole(text.substring(0, end));
        at = end;
        long fen = 0;
        if (take('点')) {
            fen = 10L * digit();
            if (text.charAt(at) != '元') {
                long last = digit();
                require(last != 0, "a trailing zero is not said");
                fen += last;
            }
            require(fen != 0, "a point with nothing behind it");
        }
        require(take('元') && at == text.length(), "more after 元");
        return yuan * 100 + fen;
    }

    /** Undoes what speech changes at the front, having checked that it was changed. */
    private static long whole(String said) {
        require(!said.startsWith("一十"), "一十 at the front");
        require(said.lastIndexOf('两') <= 0, "两 further back");
        boolean two = said.startsWith("二");
        require(!two || said.startsWith("二十"), "二 at the front");
        require(!said.startsWith("两十"), "两十");
        String written = said.startsWith("十") ? "一" + said : said.replace('两', '二');
        return written.equals("零") ? 0 : number(written, 100_000_000);
    }

    /** Splits at the last 亿, 万, 千, 百 or 十, whichever of them is the largest in the text. */
    private static long number(String written, long unit) {
        if (unit == 1) {
            require(written.length() == 1 && DIGITS.indexOf(written) > 0, "not a digit: " + written);
            return DIGITS.indexOf(written);
        }
        long next = unit == 100_000_000 ? 10_000 : unit == 10_000 ? 1_000 : unit / 10;
        int split = written.lastIndexOf(name(unit));
        if (split < 0) {
            return number(written, next);
        }
        long count = number(written.substring(0, split), unit < 10_000 ? 1 : 10_000);
        String rest = written.substring(split + 1);
        if (rest.isEmpty()) {
            return count * unit;
        }
        boolean gapTold = rest.startsWith("零");
        long below = number(gapTold ? rest.substring(1) : rest, next);
        require(below < unit, "the lower part outgrows its unit");
        require(gapTold == below < unit / 10, "零 where there is no gap, or a gap without 零");
        return count * unit + below;
    }

    private static char name(long unit) {
        return switch (Math.toIntExact(unit)) {
            case 10 -> '十';
            case 100 -> '百';
            case 1_000 -> '千';
            case 10_000 -> '万';
            case 100_000_000 -> '亿';
            default -> throw new IllegalArgumentException("no unit of " + unit);
        };
    }

    private int digit() {
        int value = DIGITS.indexOf(text.charAt(at++));
        require(value >= 0, "not a digit");
        return value;
    }

    private boolean take(char expected) {
        boolean there = text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
