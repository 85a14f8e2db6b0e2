/** How many, and what they come to. */
package org.caishi.report;

import org.caishi.units.Money;

record Figure(long count, long fen) {
    static final Figure NONE = new Figure(0, 0);

    Figure plus(Figure other) {
        return new Figure(count + other.count, fen + other.fen);
    }

    public Money sum() {
        return Money.ofFen(fen);
    }

    public boolean isAny() {
        return count > 0;
    }
}
