/** Labels and typed weights follow the same chain as the scale; what cannot be believed is refused in words. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class LabelAndHandTest {
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
    VoidedWeighings voids;

    @Autowired
    WeighingRules rules;

    @Autowired
    UnpaidWeighings unpaid;

    @Autowired
    Transactions transactions;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private PlateHolder holder;
    private Person vendor;
    private Person manager;
    private Good carp;

    @BeforeEach
    void openAStall() {
        market = markets.open(4);
        holder = markets.stall(market, "A1");
        vendor = new Person(
                1,
                "wang" + market.marketId(),
                "王",
                Role.VENDOR,
                market.marketId(),
                holder.vendor().vendorId());
        manager = new Person(2, "zhao" + market.marketId(), "赵", Role.MANAGER, market.marketId(), null);
        carp = goods.add(
                market.marketId(), holder.vendor().vendorId(), "鲫鱼", "水产", 1001, UnitPrice.ofFenPerKilogram(2560), 1);
    }

    @Test
    void aLabelOfThirteenDigitsIsItsGoodsForItsAmount() {
        Weighing weighing = weighings.sellByLabel(vendor, tap(), List.of(label("220100101249")));

        assertThat(weighing.source()).isEqualTo(Weighing.Source.LABEL);
        assertThat(weighing.total()).isEqualTo(Money.ofFen(1_249));
        assertThat(weighing.items().getFirst().goodId()).isEqualTo(carp.goodId());
        assertThat(weighing.items().getFirst().net()).isEqualTo(Weight.ZERO);
        assertThat(flags()).containsExactly("no-weight");
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .contains(weighing);
    }

    @Test
    void aLabelOfEighteenDigitsTellsTheWeightTooAndAnotherPriceIsFlagged() {
        Weighing weighing =
                weighings.sellByLabel(vendor, tap(), List.of(label("22010010124900488"), label("22010010099900488")));

        assertThat(weighing.total()).isEqualTo(Money.ofFen(2_248));
        assertThat(weighing.items()).extracting(item -> item.net().grams()).containsExactly(488L, 488L);
        assertThat(flags()).containsExactly("", "other-price");
    }

    @Test
    void theLayoutIsThatOfTheStallsScale() {
        VirtualScale scale = VirtualScale.register(
                devices,
                holder.stall(),
                "yaohua-tf0",
                LinkKind.TCP_IN,
                "",
                Map.of("labelShort", "item5-weight", "labelGrams", "5"));
        Weighing weighing = weighings.sellByLabel(vendor, tap(), List.of(label("220100100100")));

        assertThat(weighing.deviceId()).isEqualTo(scale.device().deviceId());
        assertThat(weighing.items().getFirst().net()).isEqualTo(Weight.ofGrams(500));
        assertThat(weighing.total()).isEqualTo(Money.ofFen(1_280));
    }

    @Test
    void whatIsNoLabelOfThisStallIsNoSale() {
        String right = label("220100101249");
        assertRefused("scale.label.unreadable", right.substring(0, 12) + (right.charAt(12) == '0' ? '1' : '0'));
        assertRefused("scale.label.unreadable", "6901234567892");
        assertRefused("scale.label.goods", label("220999901249"));
        assertRefused("scale.amount.none", label("220100100000"));
        assertThat(sources()).isEmpty();
    }

    @Test
    void tappedTwiceItIsOneSale() {
        String tap = tap();
        Weighing first = weighings.sellByLabel(vendor, tap, List.of(label("220100101249")));
        Weighing again = weighings.sellByLabel(vendor, tap, List.of(label("220100101249")));

        assertThat(again).isEqualTo(first);
        assertThat(sources()).containsExactly("LABEL WAITING");
    }

    @Test
    void aTypedWeightIsPricedAndFlagged() {
        Weighing weighing =
                weighings.sellByHand(vendor, tap(), new HandSale.OfWeight(carp.goodId(), Weight.ofGrams(488)));

        assertThat(weighing.total()).isEqualTo(Money.ofFen(1_249));
        assertThat(weighing.deviceId()).isZero();
        assertThat(flags()).containsExactly("manual");
        weighings.sellByHand(vendor, tap(), new HandSale.OfAmount(null, Money.ofFen(300)));
        assertThat(sources()).containsExactly("HAND ABANDONED", "HAND WAITING");
    }

    @Test
    void nobodySellsByHandWhatIsNotHisOrNothing() {
        assertThatThrownBy(() -> weighings.sellByHand(
                        vendor, tap(), new HandSale.OfWeight(carp.goodId() + 1, Weight.ofGrams(488))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        weighings.sellByHand(vendor, tap(), new HandSale.OfWeight(carp.goodId(), Weight.ofGrams(-1))))
                .hasMessage("scale.hand.weight");
        assertThatThrownBy(() -> weighings.sellByHand(vendor, tap(), new HandSale.OfAmount(null, Money.ofFen(-5))))
                .hasMessage("scale.amount.none");
        assertThatThrownBy(
                        () -> weighings.sellByHand(vendor, tap(), new HandSale.OfAmount(null, Money.ofFen(5_000_001))))
                .hasMessage("scale.amount.most");
        assertThat(sources()).isEmpty();
    }

    @Test
    void belowTheMinimumLoadAndAboveTheMaximumNothingIsPriced() {
        VirtualScale scale = VirtualScale.register(
                devices,
                holder.stall(),
                "caishi-json",
                LinkKind.TCP_IN,
                "",
                Map.of("minGrams", "40", "maxGrams", "15000"));
        shows(scale, 39, false);
        assertThatThrownBy(() -> weighings.sellByTile(vendor, carp.goodId())).hasMessage("scale.light");
        shows(scale, 15_001, false);
        assertThatThrownBy(() -> weighings.sellByTile(vendor, carp.goodId())).hasMessage("scale.overload");
        assertThat(sources()).isEmpty();

        shows(scale, 40, true);
        assertThat(weighings.sellByTile(vendor, carp.goodId()).total()).isEqualTo(Money.ofFen(102));
        assertThat(flags()).containsExactly("net");
    }

    @Test
    void aWrongPressIsTakenBackInTimeByWhoMadeIt() {
        Weighing weighing = hand(488);
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.WRONG_GOODS, "");
        Weighing since = hand(300);
        voids.restoreOwn(vendor, weighing.weighingId());

        assertThat(state(weighing)).isEqualTo("WAITING");
        assertThat(state(since)).isEqualTo("ABANDONED");
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.OTHER, "称错了");
        assertThatThrownBy(() -> voids.restoreFor(manager, market, weighing.weighingId()))
                .hasMessage("scale.void.undo.late");
        jdbc.update(
                "update scale_weighing set settled_at = ? where market_id = ? and state = 'VOID'",
                Clock.systemUTC().instant().minus(VoidedWeighings.UNDONE_WITHIN.plusSeconds(5)),
                market.marketId());
        assertThatThrownBy(() -> voids.restoreOwn(vendor, weighing.weighingId()))
                .hasMessage("scale.void.undo.late");
        assertThat(state(weighing)).isEqualTo("VOID");
    }

    @Test
    void whatWasPaidWhileItWasVoidIsPaidWhenRestored() {
        Weighing weighing = hand(488);
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.TWICE, "");
        transactions.run(() -> weighings.paid(
                market.marketId(),
                List.of(new PaidWeighing(
                        weighing.weighingId(), 4711, Clock.systemUTC().instant()))));
        assertThat(state(weighing)).isEqualTo("VOID");
        voids.restoreOwn(vendor, weighing.weighingId());

        assertThat(state(weighing)).isEqualTo("PAID");
    }

    @Test
    void theManagersVoidIsWrittenDown() {
        Weighing weighing = hand(488);
        assertThatThrownBy(() -> voids.voidFor(manager, market, weighing.weighingId(), VoidReason.OTHER, " "))
                .isInstanceOf(BadInput.class)
                .hasMessage("scale.void.note");
        voids.voidFor(manager, market, weighing.weighingId(), VoidReason.TEST, "校秤");
        voids.voidFor(manager, market, weighing.weighingId(), VoidReason.TEST, "校秤");
        voids.restoreFor(manager, market, weighing.weighingId());

        assertThat(state(weighing)).isEqualTo("WAITING");
        assertThat(jdbc.queryForList(
                        "select concat(who, ' ', action) from identity_audit where market_id = ? order by audit_id",
                        String.class,
                        market.marketId()))
                .endsWith(manager.signInName() + " weighing.void", manager.signInName() + " weighing.void.undo");
        Market other = markets.open(0);
        assertThatThrownBy(() -> voids.voidFor(manager, other, weighing.weighingId(), VoidReason.TEST, ""))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void eachMarketSaysHowLongItWaits() {
        rules.giveUpAfter(manager, market, 10);
        assertThatThrownBy(() -> rules.giveUpAfter(manager, market, 4)).hasMessage("scale.abandon.minutes");
        Weighing weighing = hand(488);
        jdbc.update(
                "update scale_weighing set received_at = ? where market_id = ?",
                Clock.systemUTC().instant().minusSeconds(9 * 60),
                market.marketId());
        unpaid.abandon();
        assertThat(state(weighing)).isEqualTo("WAITING");
        jdbc.update(
                "update scale_weighing set received_at = ? where market_id = ?",
                Clock.systemUTC().instant().minusSeconds(11 * 60),
                market.marketId());
        unpaid.abandon();

        assertThat(state(weighing)).isEqualTo("ABANDONED");
    }

    private void assertRefused(String key, String code) {
        assertThatThrownBy(() -> weighings.sellByLabel(vendor, tap(), List.of(code)))
                .as(code)
                .isInstanceOf(BadInput.class)
                .hasMessage(key);
    }

    private Weighing hand(long grams) {
        return weighings.sellByHand(vendor, tap(), new HandSale.OfWeight(carp.goodId(), Weight.ofGrams(grams)));
    }

    private void shows(VirtualScale scale, long grams, boolean net) {
        live.heard(scale.device(), new ScaleSignal.Reading(Weight.ofGrams(grams), true, net));
    }

    /** Adds the check digit, the last digit three times as GS1 does. */
    static String label(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }

    private static String tap() {
        return UUID.randomUUID().toString();
    }

    private List<String> sources() {
        return jdbc.queryForList(
                "select concat(source, ' ', state) from scale_weighing where market_id = ? order by weighing_id",
                String.class,
                market.marketId());
    }

    private List<String> flags() {
        return jdbc.queryForList(
                "select flags from scale_weighing_item where market_id = ? order by weighing_id desc, line_no",
                String.class,
                market.marketId());
    }

    private String state(Weighing weighing) {
        return weighings
                .byId(market.marketId(), weighing.weighingId())
                .orElseThrow()
                .state()
                .name();
    }
}
