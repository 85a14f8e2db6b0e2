/** Puts the story of a payment together. */
package org.caishi.report;

import java.util.List;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.NotFound;
import org.caishi.report.ChainRows.JournalRow;
import org.caishi.report.ChainRows.OrderRow;
import org.caishi.report.ChainRows.WeighingRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Chains {
    /** How the booking names a payment's journal; the order number follows. */
    static final String JOURNAL_KEY = "pay:";

    private static final String CASH_JOURNAL_KEY = "cash:";

    private final ChainRows rows;

    Chains(ChainRows rows) {
        this.rows = rows;
    }

    /**
     * The chain of one order.
     *
     * @throws NotFound when there is no such order
     */
    Chain of(OrderNumber number) {
        long market = number.marketId();
        OrderRow order =
                rows.order(market, number.orderNo()).orElseThrow(() -> new NotFound("order " + number.orderNo()));
        WeighingRow weighing = weighing(market, order.weighingId());
        JournalRow journal = rows.journal(market, (order.inCash() ? CASH_JOURNAL_KEY : JOURNAL_KEY) + number.orderNo())
                .orElse(null);
        return new Chain(
                number,
                order,
                weighing,
                weighing == null ? List.of() : rows.items(market, weighing.weighingId()),
                rows.notices(market, number.orderNo()),
                journal,
                journal == null ? List.of() : rows.lines(market, journal.journalId()),
                rows.shares(market, number.orderNo()),
                rows.announcements(market, number.orderNo()),
                rows.refunds(market, number.orderNo()),
                rows.sharesBack(market, number.orderNo()));
    }

    private @Nullable WeighingRow weighing(long market, @Nullable Long weighingId) {
        return weighingId == null ? null : rows.weighing(market, weighingId).orElse(null);
    }
}
