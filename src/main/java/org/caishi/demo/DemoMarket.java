/** The demonstration's markets, worked out from the seed before anything is written. */
package org.caishi.demo;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.units.BasisPoints;

/**
 * A market as the seed has it.
 *
 * @param zones in walking order
 * @param subsidised the number of the stall for which the market bears the channel's fee; empty for none
 */
record DemoMarket(Market market, List<DemoZone> zones, String subsidised) {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final String COMPLAINTS = "12315";
    private static final long FARMERS = 101;
    private static final long NIGHT = 102;

    static List<DemoMarket> both() {
        return List.of(laocheng(), hepan());
    }

    /** The old town's market: 120 stalls in six zones. */
    static DemoMarket laocheng() {
        DemoDrawing draw = new DemoDrawing(FARMERS, "", 1_900_000_101L);
        return new DemoMarket(
                new Market(FARMERS, "laocheng", "老城菜市场", MarketKind.FARMERS, "老城区菜市巷 1 号", CHINA, 0, COMPLAINTS),
                List.of(
                        draw.zone("A", "蔬菜", 20, Assortment.VEGETABLES),
                        draw.zone("B", "水果", 20, Assortment.FRUIT),
                        draw.zone("C", "鲜肉", 20, Assortment.MEAT),
                        draw.zone("D", "水产", 20, Assortment.FISH, BasisPoints.of(80)),
                        draw.zone("E", "豆制品与熟食", 20, Assortment.TOFU_AND_COOKED),
                        draw.zone("F", "干货调味", 20, Assortment.DRY_GOODS)),
                "F20");
    }

    /** The night market by the river: 40 stalls, and a Friday that ends on Saturday at four. */
    static DemoMarket hepan() {
        DemoDrawing draw = new DemoDrawing(NIGHT, "hepan-", 1_900_000_301L);
        return new DemoMarket(
                new Market(NIGHT, "hepan", "河畔夜市", MarketKind.NIGHT, "老城区河畔路", CHINA, 4, COMPLAINTS),
                List.of(draw.zone("S", "小吃", 24, Assortment.SNACKS), draw.zone("G", "百货", 16, Assortment.SUNDRIES)),
                "");
    }

    Stream<DemoStall> stalls() {
        return zones.stream().flatMap(zone -> zone.stalls().stream());
    }
}
