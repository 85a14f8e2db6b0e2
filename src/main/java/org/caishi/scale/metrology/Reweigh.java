/** What the fair scale said of goods that had been sold: a row of {@code scale_reweigh}, never changed. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * @param soldDeviceId 0 where no scale was used
 * @param classByKind as {@link #words} writes it
 * @param limitGrams what might be missing, with the method taken into account
 */
record Reweigh(
        long marketId,
        long reweighId,
        long weighingId,
        int lineNo,
        @Nullable Long orderNo,
        long stallId,
        long vendorId,
        long soldDeviceId,
        Instant weighedAt,
        String name,
        long fenPerKg,
        long amountFen,
        long settledGrams,
        long actualGrams,
        Source actualSource,
        long fairDeviceId,
        FairCheck.State fairState,
        @Nullable LocalDate fairValidUntil,
        GoodsKind kind,
        String classByKind,
        String classByPrice,
        Judgement.Basis basis,
        Method method,
        long limitGrams,
        Judgement.Outcome outcome,
        long compensationFen,
        String ruleVersion,
        String remark,
        Instant reweighedAt,
        LocalDate businessDate,
        String reweighedBy) {

    /** Where the actual weight comes from. */
    enum Source {
        /** Read from the connected fair scale when the record was made. */
        LIVE,
        /** By hand; shown as such. */
        TYPED
    }

    /** A class's word in the record: its number and grams, or why it has none. */
    static String words(Allowance allowance) {
        return switch (allowance) {
            case Allowance.Grams(int goodsClass, long grams) -> goodsClass + ":" + grams;
            case Allowance.OutsideTable(int goodsClass) -> goodsClass + ":OUTSIDE";
            case Allowance.Exempt _ -> "EXEMPT";
            case Allowance.NoClass _ -> "NO_CLASS";
        };
    }

    public Weight settled() {
        return Weight.ofGrams(settledGrams);
    }

    public Weight actual() {
        return Weight.ofGrams(actualGrams);
    }

    public Weight shortfall() {
        return settled().minus(actual());
    }

    public UnitPrice price() {
        return UnitPrice.ofFenPerKilogram(fenPerKg);
    }

    public Money amount() {
        return Money.ofFen(amountFen);
    }

    public Money compensation() {
        return Money.ofFen(compensationFen);
    }

    /** What the missing weight costs at the settled price; nothing where nothing is missing. */
    public Money shortValue() {
        return shortfall().isPositive() ? price().times(shortfall()) : Money.ZERO;
    }

    /** The order's number as its receipt shows it; empty where the sale was not paid by an order. */
    public String orderNumber() {
        return orderNo == null ? "" : ReceiptNumber.printed(marketId, orderNo);
    }

    /** The number under which people file it. */
    public String number() {
        return Long.toString(reweighId);
    }
}
