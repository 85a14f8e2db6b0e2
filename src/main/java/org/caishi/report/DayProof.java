/** Holds a day's statements against the journal of the same date: two ways to the same figures. */
package org.caishi.report;

import java.util.List;
import org.caishi.report.DayRows.Posted;
import org.caishi.units.Money;

/** @param lines one a figure */
record DayProof(List<Line> lines) {
    private static final String PAYMENT = "PAYMENT";
    private static final String REFUND = "REFUND";

    /** The figures that both sides know; the channel's fee is the vendors' and the market's part together. */
    enum Figure {
        GROSS,
        REFUNDS,
        CHANNEL_FEE,
        SUBSIDY,
        COMMISSION,
        NET
    }

    record Line(Figure figure, Money statements, Money journal) {
        public boolean agrees() {
            return statements.equals(journal);
        }
    }

    static DayProof of(DayTotal total, List<Posted> posted) {
        return new DayProof(List.of(
                line(Figure.GROSS, total.grossFen(), sum(posted, PAYMENT, "channel_receivable")),
                line(Figure.REFUNDS, total.refundFen(), -sum(posted, REFUND, "channel_receivable")),
                line(
                        Figure.CHANNEL_FEE,
                        total.feeFen() + total.subsidyFen(),
                        -sum(posted, PAYMENT, "channel_fee") - sum(posted, REFUND, "channel_fee")),
                line(
                        Figure.SUBSIDY,
                        total.subsidyFen(),
                        sum(posted, PAYMENT, "fee_subsidy") + sum(posted, REFUND, "fee_subsidy")),
                line(
                        Figure.COMMISSION,
                        total.commissionFen(),
                        -sum(posted, PAYMENT, "market_commission") - sum(posted, REFUND, "market_commission")),
                line(
                        Figure.NET,
                        total.netFen(),
                        -sum(posted, PAYMENT, "vendor_payable") - sum(posted, REFUND, "vendor_payable"))));
    }

    public boolean agrees() {
        return lines.stream().allMatch(Line::agrees);
    }

    private static Line line(Figure figure, long statements, long journal) {
        return new Line(figure, Money.ofFen(statements), Money.ofFen(journal));
    }

    private static long sum(List<Posted> posted, String journalKind, String accountKind) {
        return posted.stream()
                .filter(row -> row.journalKind().equals(journalKind)
                        && row.accountKind().equals(accountKind))
                .mapToLong(Posted::amountFen)
                .sum();
    }
}
