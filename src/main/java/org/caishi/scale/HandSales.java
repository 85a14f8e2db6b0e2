/** Makes a weighing of what a vendor has typed, flagged as such. */
package org.caishi.scale;

import java.util.List;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class HandSales {
    /** A tonne: more is not carried from a stall. */
    static final Weight MOST = Weight.ofGrams(1_000_000);

    /** The flag that the published protocol has for a weight that was typed in. */
    private static final String MANUAL = "manual";

    private final Goods goods;
    private final StallSales sales;

    HandSales(Goods goods, StallSales sales) {
        this.goods = goods;
        this.sales = sales;
    }

    Weighing sell(Person vendor, String tap, HandSale typed) {
        Stall stall = sales.stallOf(vendor);
        long vendorId = Sellers.vendor(vendor);
        Weighing.Item item = switch (typed) {
            case HandSale.OfWeight(long goodId, Weight net) -> {
                if (!net.isPositive() || net.compareTo(MOST) > 0) {
                    throw new BadInput("scale.hand.weight", MOST.kilograms());
                }
                Good good = goods.byId(stall.marketId(), vendorId, goodId);
                yield item(good, net, good.price().times(net));
            }
            case HandSale.OfAmount(Long goodId, Money amount) ->
                item(goodId == null ? null : goods.byId(stall.marketId(), vendorId, goodId), Weight.ZERO, amount);
        };
        return sales.take(
                stall,
                vendorId,
                new StallSales.Draft(Weighing.Source.HAND, 0, List.of(item), List.of(MANUAL)),
                StallSales.tap(tap));
    }

    private static Weighing.Item item(@Nullable Good good, Weight net, Money amount) {
        return good == null
                ? new Weighing.Item(1, null, 0, "", net, Weight.ZERO, UnitPrice.ofFenPerKilogram(0), amount)
                : new Weighing.Item(1, good.goodId(), good.plu(), good.name(), net, Weight.ZERO, good.price(), amount);
    }
}
