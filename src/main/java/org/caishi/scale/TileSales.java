/** Makes a weighing of what stands on the scale when the vendor taps a product. */
package org.caishi.scale;

import java.util.ArrayList;
import java.util.List;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.scale.LiveWeight.Offer;
import org.caishi.scale.LiveWeight.Rounding;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class TileSales {
    /** The scale has taken a tare off; how much, its frames do not say. */
    private static final String NET = "net";

    /** The price is the scale's own, whatever the goods cost today. */
    private static final String SCALE_PRICE = "scale-price";

    /** The scale has rounded what is to pay. */
    private static final String ROUNDED = "rounded";

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
        return take(stall, good.vendorId(), shown, item, Boolean.TRUE.equals(shown.net()) ? NET : "");
    }

    /**
     * Takes what the scale itself asks for what stands on it: the customer has read that sum.
     *
     * @param seen what the vendor read when she tapped
     */
    Weighing sellAsOffered(Person vendor, Offer seen) {
        long marketId = Sellers.market(vendor);
        long vendorId = Sellers.vendor(vendor);
        Stall stall = sales.stallOf(vendor);
        LiveWeight shown = live.of(marketId, stall.stallId()).orElseThrow(() -> new BadInput("scale.none"));
        Weight net = priceable(shown);
        Offer offer = shown.offer();
        if (offer == null) {
            throw new BadInput("scale.offer.none");
        }
        if (!offer.equals(seen)) {
            throw new BadInput("scale.offer.changed", offer.amount().toString());
        }
        Rounding rounding = offer.rounding(net);
        if (rounding == Rounding.APART) {
            throw new BadInput(
                    "scale.offer.apart",
                    offer.amount().toString(),
                    offer.exact(net).toString());
        }
        return take(
                stall,
                vendorId,
                shown,
                item(offer.soleOf(goods.of(marketId, vendorId)), net, offer),
                flags(shown, rounding));
    }

    private static Weighing.Item item(@Nullable Good good, Weight net, Offer offer) {
        return new Weighing.Item(
                1,
                good == null ? null : good.goodId(),
                good == null ? 0 : good.plu(),
                good == null ? "" : good.name(),
                net,
                Weight.ZERO,
                offer.unitPrice(),
                offer.amount());
    }

    private static String flags(LiveWeight shown, Rounding rounding) {
        List<String> flags = new ArrayList<>(List.of(SCALE_PRICE));
        if (rounding == Rounding.ROUNDED) {
            flags.add(ROUNDED);
        }
        if (Boolean.TRUE.equals(shown.net())) {
            flags.add(NET);
        }
        return String.join(" ", flags);
    }

    private Weighing take(Stall stall, long vendorId, LiveWeight shown, Weighing.Item item, String flags) {
        return sales.take(
                stall,
                vendorId,
                new StallSales.Draft(Weighing.Source.TILE, shown.device().deviceId(), List.of(item), List.of(flags)),
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
