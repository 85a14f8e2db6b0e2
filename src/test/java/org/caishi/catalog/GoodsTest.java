/** A vendor's goods carry today's price, and the history keeps every price before. */
package org.caishi.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.testing.ProductTest;
import org.caishi.units.UnitPrice;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class GoodsTest {
    private static final long MARKET = 30_050;
    private static final AtomicLong NEXT_VENDOR = new AtomicLong(1);

    @Autowired
    Goods goods;

    @Autowired
    JdbcTemplate jdbc;

    private final long vendorId = NEXT_VENDOR.getAndIncrement();

    @Test
    void goodsStandInTheOrderOfTheTiles() {
        Good bass = add("鲈鱼", 2, 5_600, 2);
        Good carp = add("草鱼", 1, 1_980, 1);

        assertThat(goods.of(MARKET, vendorId)).containsExactly(carp, bass);
        assertThat(goods.byId(MARKET, vendorId, bass.goodId())).isEqualTo(bass);
    }

    @Test
    void aNewPriceIsTodaysPriceAndTheOldOneStaysInTheHistory() {
        Good carp = add("草鱼", 1, 1_980, 1);

        goods.price(MARKET, vendorId, carp.goodId(), UnitPrice.ofFenPerKilogram(2_180), "vendor");
        goods.price(MARKET, vendorId, carp.goodId(), UnitPrice.ofFenPerKilogram(2_260), "vendor");

        assertThat(goods.byId(MARKET, vendorId, carp.goodId()).price()).isEqualTo(UnitPrice.ofFenPerKilogram(2_260));
        assertThat(jdbc.queryForList(
                        "select fen_per_kg from catalog_price where market_id = ? and good_id = ? order by since",
                        Long.class,
                        MARKET,
                        carp.goodId()))
                .containsExactly(1_980L, 2_180L, 2_260L);
    }

    @Test
    void aNumberOnTheScaleIsGivenOnceAVendor() {
        add("草鱼", 7, 1_980, 1);

        assertThatThrownBy(() -> add("鲈鱼", 7, 5_600, 2)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> add("鲈鱼", 0, 5_600, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(goods.of(MARKET, vendorId)).extracting(Good::name).containsExactly("草鱼");
    }

    @Test
    void aPriceListIsTakenWholeOrNotAtAll() {
        List<NewGood> list = List.of(
                new NewGood(MARKET, vendorId, "草鱼", "水产", 1, UnitPrice.ofFenPerKilogram(1_980), 1),
                new NewGood(MARKET, vendorId, "鲈鱼", "水产", 1, UnitPrice.ofFenPerKilogram(5_600), 2));

        assertThatThrownBy(() -> goods.addAll(list)).isInstanceOf(RuntimeException.class);
        assertThat(goods.of(MARKET, vendorId)).isEmpty();
    }

    @Test
    void anotherVendorsAndAnotherMarketsGoodsDoNotExist() {
        Good carp = add("草鱼", 1, 1_980, 1);

        assertThatThrownBy(() -> goods.byId(MARKET, vendorId + 100_000, carp.goodId()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> goods.byId(MARKET + 1, vendorId, carp.goodId()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        goods.price(MARKET, vendorId + 100_000, carp.goodId(), UnitPrice.ofFenPerKilogram(1), "vendor"))
                .isInstanceOf(NotFound.class);
        assertThat(goods.byId(MARKET, vendorId, carp.goodId())).isEqualTo(carp);
    }

    private Good add(String name, int plu, long fenPerKilogram, int position) {
        return goods.add(MARKET, vendorId, name, "水产", plu, UnitPrice.ofFenPerKilogram(fenPerKilogram), position);
    }
}
