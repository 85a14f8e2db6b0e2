/** Makes a weighing of what stands on the scale when the vendor taps a product. */
package org.caishi.scale;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.springframework.stereotype.Component;

@Component
class TileSales {
    private final LiveWeights live;
    private final Goods goods;
    private final Stalls stalls;
    private final Markets markets;
    private final WeighingRows rows;
    private final WeighingStore store;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;

    TileSales(
            LiveWeights live,
            Goods goods,
            Stalls stalls,
            Markets markets,
            WeighingRows rows,
            WeighingStore store,
            Transactions transactions,
            Ids ids,
            InstantSource clock) {
        this.live = live;
        this.goods = goods;
        this.stalls = stalls;
        this.markets = markets;
        this.rows = rows;
        this.store = store;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    Weighing sell(Person vendor, long goodId) {
        long marketId = Sellers.market(vendor);
        Good good = goods.byId(marketId, Sellers.vendor(vendor), goodId);
        Stall stall = stalls.ofVendor(marketId, good.vendorId()).orElseThrow(() -> new BadInput("scale.stall.none"));
        LiveWeight shown = live.of(marketId, stall.stallId()).orElseThrow(() -> new BadInput("scale.none"));
        Weighing weighing = weighing(stall, good, shown.device().deviceId(), priceable(shown));
        transactions.run(() -> {
            replaceFormer(weighing);
            store.write(
                    List.of(new NewWeighing(weighing, weighing.weighingId(), weighing.weighedAt(), null, List.of(""))));
        });
        store.tell(weighing);
        return weighing;
    }

    /** Only a weight that is fresh, in range, at rest and more than nothing has a price. */
    static Weight priceable(LiveWeight shown) {
        Weight weight = shown.weight();
        if (weight == null) {
            throw new BadInput(
                    switch (shown.condition()) {
                        case MOTION -> "scale.moving";
                        case OVERLOAD -> "scale.overload";
                        case UNDERLOAD -> "scale.underload";
                        case FAULT -> "scale.fault";
                        case NONE, SILENT -> "scale.silent";
                    });
        }
        if (weight.grams() < 0) {
            throw new BadInput("scale.underload");
        }
        if (!weight.isPositive()) {
            throw new BadInput("scale.empty");
        }
        if (!shown.stable()) {
            throw new BadInput("scale.moving");
        }
        return weight;
    }

    private Weighing weighing(Stall stall, Good good, long deviceId, Weight net) {
        Money amount = good.price().times(net);
        if (!amount.isPositive()) {
            throw new BadInput("scale.amount.none");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Weighing(
                stall.marketId(),
                ids.next(stall.marketId()),
                stall.stallId(),
                good.vendorId(),
                deviceId,
                Weighing.Source.TILE,
                amount,
                Weighing.State.WAITING,
                now,
                markets.byId(stall.marketId()).day().dateOf(now),
                null,
                List.of(new Weighing.Item(
                        1, good.goodId(), good.plu(), good.name(), net, Weight.ZERO, good.price(), amount)));
    }

    /**
     * The customer has changed her mind, or the next one is served: the pan holds one thing at a time, so the newer
     * weighing takes the older one's place. The older is abandoned, not void: whoever still pays for it has paid it.
     */
    private void replaceFormer(Weighing weighing) {
        rows.lockTiles(weighing.marketId(), weighing.stallId(), weighing.vendorId())
                .forEach(former -> rows.leave(
                        former.marketId(), former.weighingId(), Weighing.State.ABANDONED, weighing.weighedAt()));
    }
}
