/** The demonstration follows from its seed and looks like two real markets. */
package org.caishi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caishi.demo.Assortment.DemoGood;
import org.caishi.market.PlateToken;
import org.junit.jupiter.api.Test;

class DemoMarketTest {
    @Test
    void theSameSeedMakesTheSameMarkets() {
        assertThat(DemoMarket.both()).isEqualTo(DemoMarket.both());
    }

    @Test
    void theOldTownHasSixZonesOfTwentyAndTheNightMarketTwoZones() {
        assertThat(DemoMarket.laocheng().zones())
                .extracting(DemoZone::name)
                .containsExactly("蔬菜", "水果", "鲜肉", "水产", "豆制品与熟食", "干货调味");
        assertThat(DemoMarket.laocheng().zones())
                .extracting(zone -> zone.stalls().size())
                .containsOnly(20);
        assertThat(DemoMarket.laocheng().stalls().map(DemoStall::stallNo))
                .hasSize(120)
                .startsWith("A01", "A02")
                .endsWith("F20");
        assertThat(DemoMarket.hepan().zones()).extracting(DemoZone::name).containsExactly("小吃", "百货");
        assertThat(DemoMarket.hepan().stalls()).hasSize(40);
    }

    @Test
    void nothingThatMustBeUniqueIsDrawnTwice() {
        List<DemoStall> stalls =
                DemoMarket.both().stream().flatMap(DemoMarket::stalls).toList();

        assertThat(stalls).extracting(DemoStall::token).doesNotHaveDuplicates();
        assertThat(stalls).extracting(DemoStall::merchantNo).doesNotHaveDuplicates();
        assertThat(stalls).extracting(DemoStall::signInName).doesNotHaveDuplicates();
        assertThat(stalls).extracting(DemoStall::licenceNo).doesNotHaveDuplicates();
        assertThat(stalls).extracting(DemoStall::phone).doesNotHaveDuplicates();
        for (DemoMarket market : DemoMarket.both()) {
            assertThat(market.stalls()).extracting(DemoStall::tradeName).doesNotHaveDuplicates();
            assertThat(market.stalls())
                    .extracting(stall -> List.of(stall.mapX(), stall.mapY()))
                    .doesNotHaveDuplicates();
            assertThat(market.stalls())
                    .allSatisfy(stall -> assertThat(PlateToken.marketOf(stall.token()))
                            .isEqualTo(market.market().marketId()));
        }
    }

    @Test
    void aVendorOfTheOldTownSellsFiveToTwelveGoodsAtPricesOfTheZone() {
        assertThat(DemoMarket.laocheng().stalls()).allSatisfy(stall -> {
            assertThat(stall.goods()).hasSizeBetween(5, 12);
            assertThat(stall.goods()).extracting(DemoGood::plu).doesNotHaveDuplicates();
            assertThat(stall.goods())
                    .allSatisfy(
                            good -> assertThat(good.price().fenPerKilogram()).isBetween(200L, 18_000L));
        });
    }

    @Test
    void nobodyAnswersTheInventedPhones() {
        assertThat(DemoMarket.both().stream().flatMap(DemoMarket::stalls))
                .allSatisfy(stall -> assertThat(stall.phone()).matches("100\\d{8}"));
    }
}
