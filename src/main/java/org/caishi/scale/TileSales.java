/** Makes a weighing of what stands on the scale when the vendor taps a product. */
package org.caishi.scale;

import java.util.List;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.units.Weight;
import org.springframework.stereotype.Component;

@Component
class TileSales {
    /** The scale has taken a tare off; how much, its frames do not say. */
    private static final String NET = "net";

    private final LiveWeights live;
    private final Goods goods;
    private final StallSales sales;

    TileSales(LiveWeights live, Goods goods, StallSales sales) {
        this.live = live;
        this.goods = goods;
        this.sales = sales;
    }

    Weighing sell(Person vendor, long goodId) {
        long marketId = Sellers.market(vendor);
        Good good = goods.byId(marketId, Sellers.vendor(vendor), goodId);
        Stall stall = sales.stallOf(vendor);
        LiveWeight shown = live.of(marketId, stall.stallId()).orElseThrow(() -> new BadInput("scale.none"));
        Weight net = priceable(shown);
        Weighing.Item item = new Weighing.Item(
                1,
                good.goodId(),
                good.plu(),
                good.name(),
                net,
                Weight.ZERO,
                good.price(),
                good.price().times(net));
        return sales.take(
                stall,
                good.vendorId(),
                new StallSales.Draft(
                        Weighing.Source.TILE,
                        shown.device().deviceId(),
                        List.of(item),
                        List.of(Boolean.TRUE.equals(shown.net()) ? NET : "")),
                null);
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
        if (shown.isLight()) {
            throw new BadInput(
                    "scale.light", ScaleRange.of(shown.device()).least().kilograms());
        }
        if (!shown.stable()) {
            throw new BadInput("scale.moving");
        }
        return weight;
    }
}
