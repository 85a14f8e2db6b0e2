/** The goods of a vendor and their prices. */
package org.caishi.catalog;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.caishi.catalog.GoodRows.GoodRow;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.units.UnitPrice;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
public class Goods {
    private final GoodRows rows;
    private final NewGoodRows newRows;
    private final Ids ids;
    private final InstantSource clock;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;

    Goods(
            GoodRows rows,
            NewGoodRows newRows,
            Ids ids,
            InstantSource clock,
            Transactions transactions,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.newRows = newRows;
        this.ids = ids;
        this.clock = clock;
        this.transactions = transactions;
        this.events = events;
    }

    /** What a vendor sells today, in the order of his tiles. */
    public List<Good> of(long marketId, long vendorId) {
        return rows.of(marketId, vendorId).stream().map(GoodRow::good).toList();
    }

    /** What several vendors sell under these numbers, in no order. */
    public List<Good> byPlu(long marketId, List<Long> vendorIds, List<Integer> plus) {
        return vendorIds.isEmpty() || plus.isEmpty()
                ? List.of()
                : rows.byPlu(marketId, vendorIds, plus).stream()
                        .map(GoodRow::good)
                        .toList();
    }

    /**
     * One good on sale.
     *
     * @throws NotFound when this vendor sells no such good
     */
    public Good byId(long marketId, long vendorId, long goodId) {
        return rows.byId(marketId, vendorId, goodId).map(GoodRow::good).orElseThrow(() -> missing(goodId));
    }

    /**
     * Begins to sell a good.
     *
     * @throws BadInput when the vendor has another good under this PLU
     */
    public Good add(
            long marketId, long vendorId, String name, String category, int plu, UnitPrice price, int position) {
        try {
            return addAll(List.of(new NewGood(marketId, vendorId, name, category, plu, price, position)))
                    .getFirst();
        } catch (DuplicateKeyException taken) {
            throw new BadInput("catalog.good.plu.taken", String.valueOf(plu));
        }
    }

    /** Adds a whole price list in one transaction, or nothing of it. */
    public List<Good> addAll(List<NewGood> list) {
        Instant now = clock.instant();
        return transactions.run(() -> {
            List<Good> added = list.stream()
                    .map(good -> good.as(ids.next(good.marketId())))
                    .toList();
            added.forEach(newRows::add);
            newRows.flush();
            added.forEach(good -> newRows.priced(good, now));
            newRows.flush();
            events.publishEvent(new GoodsChanged(added, ""));
            return added;
        });
    }

    /**
     * Sets today's price and keeps it in the history.
     *
     * @param by the sign-in name of who does it; kept in the history
     * @throws NotFound when this vendor sells no such good
     */
    public void price(long marketId, long vendorId, long goodId, UnitPrice price, String by) {
        transactions.run(() -> {
            if (rows.price(marketId, vendorId, goodId, price.fenPerKilogram()) == 0) {
                throw missing(goodId);
            }
            rows.priceSince(marketId, goodId, clock.instant(), price.fenPerKilogram(), by);
            events.publishEvent(new GoodsChanged(List.of(byId(marketId, vendorId, goodId)), by));
        });
    }

    private static NotFound missing(long goodId) {
        return new NotFound("good " + goodId);
    }
}
