/** One customer of a past day, as the seed has it: what was weighed, what was paid, and how it ended. */
package org.caishi.demo;

import java.time.Instant;
import java.util.List;
import org.caishi.demo.Assortment.DemoGood;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/**
 * @param number within the day and market, from 1
 * @param items what was weighed; empty where the amount was typed
 * @param weighedAt also the beginning where nothing was weighed
 * @param paidAt where it was paid
 * @param knownAt when the payment was told of
 * @param refund what was given back of it later; null for nearly all
 */
record PastSale(
        int number,
        DemoStall stall,
        List<Item> items,
        Money amount,
        End end,
        Instant weighedAt,
        Instant openedAt,
        Instant paidAt,
        Instant knownAt,
        @Nullable Refund refund) {
    record Item(DemoGood good, Weight net, Money amount) {}

    /** What was given back, and when; only of what was paid through a wallet. */
    record Refund(Money amount, Instant at) {}

    enum End {
        PAID,
        CASH,
        /** An order was opened and never paid. */
        CLOSED,
        /** Weighed, and nobody ever scanned. */
        ABANDONED
    }

    boolean isWeighed() {
        return !items.isEmpty();
    }

    boolean isPaid() {
        return end == End.PAID || end == End.CASH;
    }
}
