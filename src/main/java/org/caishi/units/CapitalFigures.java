/** Money in capital figures (大写金额), as receipts, statements and bills carry it beside the digits. */
package org.caishi.units;

/**
 * Follows the People's Bank of China, 正确填写票据和结算凭证的基本规定 (annex 1 of 支付结算办法, 银发〔1997〕393号). Where
 * that text leaves a choice we take its first form: 整 closes an amount that ends in 元 and is left out after 角 (it
 * never follows 分), and 零 stands after an 元 whose digit is 0 when 角 follows (¥107,000.53 壹拾万柒仟元零伍角叁分).
 * The currency's name 人民币 is for the form to print.
 */
public final class CapitalFigures {
    private CapitalFigures() {}

    /**
     * The capital figures of an amount; below zero begins with 负, nothing is 零元整.
     *
     * @throws IllegalArgumentException at ten thousand million million yuan (10^16) and beyond, either side of zero
     */
    public static String of(Money amount) {
        long yuan = Math.absExact(amount.fen() / 100);
        if (yuan >= ChineseNumber.LIMIT) {
            throw new IllegalArgumentException("too much money for capital figures: " + amount);
        }
        String sign = amount.fen() < 0 ? "负" : "";
        return sign + figures(yuan, Math.abs(amount.fen() % 100));
    }

    private static String figures(long yuan, long fen) {
        if (fen == 0) {
            return ChineseNumber.CAPITAL.write(yuan) + "元整";
        }
        if (yuan == 0) {
            return smallChange(fen);
        }
        boolean gap = fen < 10 || yuan % 10 == 0;
        return ChineseNumber.CAPITAL.write(yuan) + (gap ? "元零" : "元") + smallChange(fen);
    }

    private static String smallChange(long fen) {
        String jiao = fen < 10 ? "" : ChineseNumber.CAPITAL.digit(fen / 10) + "角";
        return fen % 10 == 0 ? jiao : jiao + ChineseNumber.CAPITAL.digit(fen % 10) + "分";
    }
}
