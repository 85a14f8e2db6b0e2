/** What a price-computing scale asks is taken with one tap: as it says, when it can be believed, and marked as its own. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.scale.LiveWeight.Offer;
import org.caishi.scale.LiveWeight.Rounding;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class OfferedSalesTest {
    private static final UnitPrice PRICE = UnitPrice.ofFenPerKilogram(2_560);
    private static final Weight WEIGHT = Weight.ofGrams(488);

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    @Autowired
    LiveWeights live;

    @Autowired
    Weighings weighings;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private PlateHolder holder;
    private Person vendor;
    private VirtualScale scale;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
        vendor = new Person(
                1, "wang", "王", Role.VENDOR, market.marketId(), holder.vendor().vendorId());
        scale = VirtualScale.register(devices, holder.stall(), "ecr", LinkKind.TCP_IN, "", Map.of("minGrams", "40"));
    }

    @ParameterizedTest
    @CsvSource({
        "1249, FITS",
        "1248, FITS",
        "1250, FITS",
        "1247, ROUNDED",
        "1240, ROUNDED",
        "1259, ROUNDED",
        "1260, APART",
        "1238, APART",
        "0, APART"
    })
    void aSumFitsWithinAFenAndIsRoundedWithinAJiao(long amountFen, Rounding rounding) {
        assertThat(new Offer(PRICE, Money.ofFen(amountFen)).rounding(WEIGHT)).isEqualTo(rounding);
    }

    @Test
    void theScalesSumIsTakenAndNamesTheOnlyGoodsOfThatPrice() {
        Good carp = good("鲫鱼", 1001, 2_560);
        good("青菜", 1002, 560);

        Weighing weighing = sell(1_249);

        assertThat(weighing.source()).isEqualTo(Weighing.Source.TILE);
        assertThat(weighing.deviceId()).isEqualTo(scale.device().deviceId());
        assertThat(weighing.total()).isEqualTo(Money.ofFen(1_249));
        assertThat(weighing.items())
                .containsExactly(new Weighing.Item(
                        1, carp.goodId(), 1001, "鲫鱼", WEIGHT, Weight.ZERO, PRICE, Money.ofFen(1_249)));
        assertThat(flags()).containsExactly("scale-price");
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .contains(weighing);
    }

    @Test
    void whatTheScaleHasRoundedIsTakenAsItSaysAndMarked() {
        good("鲫鱼", 1001, 2_560);
        good("鲈鱼", 1002, 2_560);
        Weighing first = sell(1_249);
        Weighing second = sell(1_240);

        assertThat(second.total()).isEqualTo(Money.ofFen(1_240));
        assertThat(second.items().getFirst().goodId()).as("two goods cost that").isNull();
        assertThat(flags()).containsExactly("scale-price", "scale-price rounded");
        assertThat(weighings
                        .byId(market.marketId(), first.weighingId())
                        .orElseThrow()
                        .state())
                .isEqualTo(Weighing.State.ABANDONED);
    }

    @Test
    void whatCannotBeBelievedIsRefusedInWords() {
        Offer seen = new Offer(PRICE, Money.ofFen(1_249));
        assertRefused(seen, "scale.silent");
        Display.shows(live, scale.device(), WEIGHT, true);
        assertRefused(seen, "scale.offer.none");
        Display.asks(live, scale.device(), WEIGHT, PRICE, Money.ofFen(1_250));
        assertRefused(seen, "scale.offer.changed");
        Display.asks(live, scale.device(), WEIGHT, UnitPrice.ofFenPerKilogram(2_559), Money.ofFen(1_249));
        assertRefused(seen, "scale.offer.changed");
        Display.asks(live, scale.device(), WEIGHT, PRICE, Money.ofFen(2_249));
        assertRefused(new Offer(PRICE, Money.ofFen(2_249)), "scale.offer.apart");
        Display.asks(live, scale.device(), Weight.ofGrams(39), PRICE, Money.ofFen(100));
        assertRefused(new Offer(PRICE, Money.ofFen(100)), "scale.light");
        Display.shows(live, scale.device(), WEIGHT, false);
        assertRefused(seen, "scale.moving");

        assertThat(flags()).isEmpty();
    }

    @Test
    void aPriceIsForTheWeightBesideItOnly() {
        Display.asks(live, scale.device(), WEIGHT, PRICE, Money.ofFen(1_249));
        Display.shows(live, scale.device(), Weight.ofGrams(600), true);

        assertRefused(new Offer(PRICE, Money.ofFen(1_249)), "scale.offer.none");
    }

    private Weighing sell(long amountFen) {
        Display.asks(live, scale.device(), WEIGHT, PRICE, Money.ofFen(amountFen));
        return weighings.sellAsOffered(vendor, new Offer(PRICE, Money.ofFen(amountFen)));
    }

    private void assertRefused(Offer seen, String key) {
        assertThatThrownBy(() -> weighings.sellAsOffered(vendor, seen))
                .isInstanceOf(BadInput.class)
                .hasMessage(key);
    }

    private Good good(String name, int plu, long fenPerKg) {
        return goods.add(
                market.marketId(),
                holder.vendor().vendorId(),
                name,
                "水产",
                plu,
                UnitPrice.ofFenPerKilogram(fenPerKg),
                plu);
    }

    private List<String> flags() {
        return jdbc.queryForList(
                "select flags from scale_weighing_item where market_id = ? order by weighing_id",
                String.class,
                market.marketId());
    }
}
