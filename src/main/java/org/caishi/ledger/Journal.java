/** One balanced posting: what happened, once, and the lines that add up to zero. */
package org.caishi.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.caishi.units.Money;

/**
 * @param businessKey what happened, e.g. {@code pay:…}; the same key is never posted twice in a market
 * @param kind for people and reports, e.g. {@code PAYMENT}
 * @param lines debit positive, credit negative; together zero
 */
public record Journal(
        long marketId, String businessKey, String kind, LocalDate businessDate, Instant postedAt, List<Line> lines) {
    public Journal {
        lines = List.copyOf(lines);
        long sum = lines.stream().mapToLong(line -> line.amount().fen()).reduce(0, Math::addExact);
        if (sum != 0 || lines.size() < 2) {
            throw new IllegalArgumentException("journal " + businessKey + " does not balance: " + sum + " fen over");
        }
    }

    /** One line; a line of zero is left out by {@link Lines}. */
    public record Line(Account account, Money amount) {}

    /** Gathers lines in the words of bookkeeping. */
    public static final class Lines {
        private final List<Line> lines = new ArrayList<>();

        public Lines debit(Account account, Money amount) {
            return add(account, amount);
        }

        public Lines credit(Account account, Money amount) {
            return add(account, amount.negated());
        }

        private Lines add(Account account, Money amount) {
            if (!amount.isZero()) {
                lines.add(new Line(account, amount));
            }
            return this;
        }

        public List<Line> done() {
            return List.copyOf(lines);
        }
    }
}
