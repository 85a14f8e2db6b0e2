/** Reads an amount of money aloud in colloquial Mandarin, exactly to the fen: what the speaker at the stall says. */
package org.caishi.units;

public final class SpokenAmount {
    private SpokenAmount() {}

    /**
     * The words for an amount: {@code 12.50} is 十二点五元, {@code 0} is 零元, below zero begins with 负.
     *
     * @throws IllegalArgumentException at ten thousand million million yuan (10^16) and beyond, either side of zero
     */
    public static String of(Money amount) {
        long yuan = Math.absExact(amount.fen() / 100);
        if (yuan >= ChineseNumber.LIMIT) {
            throw new IllegalArgumentException("too much money to be read aloud: " + amount);
        }
        String sign = amount.fen() < 0 ? "负" : "";
        return sign + whole(yuan) + decimals(Math.abs(amount.fen() % 100)) + "元";
    }

    /**
     * Speech differs from the written numeral at the front only: 10 to 19 drop their 一 (十二, 十万), and a leading 2 is
     * 两 when it stands alone or counts hundreds, thousands, 万 or 亿; in 二十 and further back it stays 二.
     */
    private static String whole(long yuan) {
        String written = ChineseNumber.EVERYDAY.write(yuan);
        if (written.startsWith("一十")) {
            return written.substring(1);
        }
        if (written.startsWith("二") && !written.startsWith("二十")) {
            return "两" + written.substring(1);
        }
        return written;
    }

    /** Digit by digit after 点, without a trailing zero: 0.05 is 点零五, 0.50 is 点五. */
    private static String decimals(long fen) {
        if (fen == 0) {
            return "";
        }
        String tenths = "点" + ChineseNumber.EVERYDAY.digit(fen / 10);
        return fen % 10 == 0 ? tenths : tenths + ChineseNumber.EVERYDAY.digit(fen % 10);
    }
}
