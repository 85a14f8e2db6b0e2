/** The books on one page: what every kind of account was debited and credited; the two columns come to the same. */
package org.caishi.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caishi.units.Money;

/** @param lines every kind of the chart of accounts, by class */
public record TrialBalance(List<Line> lines) {
    public TrialBalance {
        lines = List.copyOf(lines);
    }

    /** Several markets' books as one. */
    public static TrialBalance sum(Collection<TrialBalance> books) {
        Map<String, Line> byKind = new TreeMap<>();
        books.forEach(book ->
                book.lines.forEach(line -> byKind.merge(line.accountClass() + " " + line.kind(), line, Line::plus)));
        return new TrialBalance(new ArrayList<>(byKind.values()));
    }

    public Money debit() {
        return lines.stream().map(Line::debit).reduce(Money.ZERO, Money::plus);
    }

    public Money credit() {
        return lines.stream().map(Line::credit).reduce(Money.ZERO, Money::plus);
    }

    /** Debits less credits; zero in sound books. */
    public Money difference() {
        return debit().plus(credit().negated());
    }

    /**
     * One kind of account.
     *
     * @param kind as in ledger_chart, e.g. {@code vendor_payable}
     * @param accountClass ASSET, LIABILITY, INCOME or EXPENSE
     * @param normalSide DEBIT or CREDIT: where its balance usually stands
     * @param credit a positive sum
     */
    public record Line(String kind, String accountClass, String normalSide, Money debit, Money credit) {
        /** Positive when it stands on its normal side. */
        public Money balance() {
            Money over = debit.plus(credit.negated());
            return normalSide.equals("DEBIT") ? over : over.negated();
        }

        private Line plus(Line other) {
            return new Line(kind, accountClass, normalSide, debit.plus(other.debit), credit.plus(other.credit));
        }
    }
}
