/** Takes down what is sold at the stall by a person's tap, from the scale, from a label or by hand: one chain for all. */
package org.caishi.scale;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.caishi.identity.Person;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
class StallSales {
    /** ¥50,000: more is no sale at a stall but a slip of the finger. */
    static final Money MOST = Money.ofFen(5_000_000);

    private static final Pattern TAP = Pattern.compile("[0-9A-Za-z-]{8,40}");

    private final Stalls stalls;
    private final Markets markets;
    private final WeighingRows rows;
    private final WeighingStore store;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;

    StallSales(
            Stalls stalls,
            Markets markets,
            WeighingRows rows,
            WeighingStore store,
            Transactions transactions,
            Ids ids,
            InstantSource clock) {
        this.stalls = stalls;
        this.markets = markets;
        this.rows = rows;
        this.store = store;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is to be taken down.
     *
     * @param deviceId 0 where no device was used
     * @param flags of each item, in the order of the items
     */
    record Draft(Weighing.Source source, long deviceId, List<Weighing.Item> items, List<String> flags) {
        Money total() {
            return items.stream().map(Weighing.Item::amount).reduce(Money.ZERO, Money::plus);
        }
    }

    /** @throws BadInput when this vendor holds none */
    Stall stallOf(Person vendor) {
        return stalls.ofVendor(Sellers.market(vendor), Sellers.vendor(vendor))
                .orElseThrow(() -> new BadInput("scale.stall.none"));
    }

    /** @throws BadInput when it is no mark that a page of ours has made */
    static String tap(String typed) {
        if (!TAP.matcher(typed).matches()) {
            throw new BadInput("scale.tap.again");
        }
        return typed;
    }

    /**
     * Writes the sale; what was taken from this stall before and still waits gives way to it.
     *
     * @param tap made by the page: the same one again is the same sale; null where the weight on the scale decides
     */
    Weighing take(Stall stall, long vendorId, Draft draft, @Nullable String tap) {
        Weighing weighing = weighing(stall, vendorId, draft);
        try {
            transactions.run(() -> {
                giveWay(weighing.marketId(), weighing.stallId(), vendorId, weighing.weighedAt());
                store.write(List.of(NewWeighing.atStall(weighing, draft.flags(), tap)));
            });
        } catch (DuplicateKeyException tappedBefore) {
            return rows.byTap(weighing.marketId(), vendorId, String.valueOf(tap))
                    .map(row -> row.with(rows.items(row.marketId(), row.weighingId()).stream()
                            .map(WeighingItemRow::item)
                            .toList()))
                    .orElseThrow(() -> tappedBefore);
        }
        store.tell(weighing);
        return weighing;
    }

    /**
     * The customer has changed her mind, or the next one is served: the pan holds one thing at a time, so the newer
     * weighing takes the older one's place. The older is abandoned, not void: whoever still pays for it has paid it.
     */
    void giveWay(long marketId, long stallId, long vendorId, Instant at) {
        rows.lockTaken(marketId, stallId, vendorId)
                .forEach(former -> rows.leave(marketId, former.weighingId(), Weighing.State.ABANDONED, at));
    }

    private Weighing weighing(Stall stall, long vendorId, Draft draft) {
        Money total = draft.total();
        if (!total.isPositive()) {
            throw new BadInput("scale.amount.none");
        }
        if (total.compareTo(MOST) > 0) {
            throw new BadInput("scale.amount.most", MOST.toString());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Weighing(
                stall.marketId(),
                ids.next(stall.marketId()),
                stall.stallId(),
                vendorId,
                draft.deviceId(),
                draft.source(),
                total,
                Weighing.State.WAITING,
                now,
                markets.byId(stall.marketId()).day().dateOf(now),
                null,
                draft.items());
    }
}
