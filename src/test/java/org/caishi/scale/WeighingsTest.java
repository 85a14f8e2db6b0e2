/** What waits is offered, given way to, taken back, paid and given up, each by its rule. */
package org.caishi.scale;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
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
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;

@ProductTest
class WeighingsTest {
    private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

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
    UnpaidWeighings unpaid;

    @Autowired
    Transactions transactions;

    @Autowired
    MeterRegistry meters;

    @Autowired
    JdbcTemplate jdbc;

    private Market market;
    private PlateHolder holder;
    private Person vendor;
    private Good carp;
    private VirtualScale scale;

    @BeforeEach
    void openAStall() {
        market = markets.open(4);
        holder = markets.stall(market, "A1");
        long vendorId = holder.vendor().vendorId();
        vendor = new Person(1, "wang", "王", Role.VENDOR, market.marketId(), vendorId);
        carp = goods.add(market.marketId(), vendorId, "鲫鱼", "水产", 1001, UnitPrice.ofFenPerKilogram(2560), 1);
        scale = VirtualScale.register(devices, holder.stall(), "caishi-json", LinkKind.TCP_IN);
    }

    @Test
    void aSecondTapTakesTheFirstOnesPlace() {
        Weighing first = sell(488);
        Weighing second = sell(500);

        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .contains(second);
        assertThat(state(first)).isEqualTo("ABANDONED");
        assertThat(second.total().fen()).isEqualTo(1_280);
        assertThat(second.businessDate()).isEqualTo(market.day().dateOf(second.weighedAt()));
    }

    @Test
    void onlyWhatThisVendorSellsIsSold() {
        live.heard(scale.device(), new ScaleSignal.Reading(Weight.ofGrams(488), true, null));

        assertThatThrownBy(() -> weighings.sellByTile(vendor, carp.goodId() + 1))
                .isInstanceOf(NotFound.class);
        assertThat(count()).isZero();
    }

    @Test
    void aPriceOfNothingIsNoSale() {
        Good free = goods.add(
                market.marketId(), holder.vendor().vendorId(), "葱", "蔬菜", 2, UnitPrice.ofFenPerKilogram(1), 2);
        live.heard(scale.device(), new ScaleSignal.Reading(Weight.ofGrams(400), true, null));

        assertThatThrownBy(() -> weighings.sellByTile(vendor, free.goodId()))
                .isInstanceOf(BadInput.class)
                .hasMessage("scale.amount.none");
        assertThat(count()).isZero();
    }

    @Test
    void aVendorTakesBackHisOwnOnly() {
        Weighing weighing = sell(488);
        Person other = new Person(
                2, "li", "李", Role.VENDOR, market.marketId(), holder.vendor().vendorId() + 1);
        Person staff = new Person(3, "zhao", "赵", Role.MANAGER, market.marketId(), null);

        assertThatThrownBy(() -> voids.voidOwn(other, weighing.weighingId(), VoidReason.NOT_TAKEN, ""))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> voids.voidOwn(staff, weighing.weighingId(), VoidReason.NOT_TAKEN, ""))
                .isInstanceOf(NotFound.class);
        assertThat(state(weighing)).isEqualTo("WAITING");
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.NOT_TAKEN, "");
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.NOT_TAKEN, "");

        assertThat(state(weighing)).isEqualTo("VOID");
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .isEmpty();
    }

    @Test
    void whatIsPaidCannotBeTakenBack() {
        Weighing weighing = sell(488);
        pay(new PaidWeighing(weighing.weighingId(), 77, NOW));

        assertThatThrownBy(() -> voids.voidOwn(vendor, weighing.weighingId(), VoidReason.NOT_TAKEN, ""))
                .isInstanceOf(BadInput.class)
                .hasMessage("scale.weighing.paid");
        assertThat(orderOf(weighing)).isEqualTo(77);
    }

    @Test
    void theFirstOrderPaysAndASecondIsCounted() {
        Weighing weighing = sell(488);
        long before = unmarked("PAID");
        pay(new PaidWeighing(weighing.weighingId(), 77, NOW), new PaidWeighing(weighing.weighingId(), 78, NOW));
        pay(new PaidWeighing(weighing.weighingId(), 79, NOW));

        Weighing paid = weighings.byId(market.marketId(), weighing.weighingId()).orElseThrow();
        assertThat(paid.state()).isEqualTo(Weighing.State.PAID);
        assertThat(paid.orderNo()).isEqualTo(77);
        assertThat(unmarked("PAID") - before).isEqualTo(2);
        assertThat(jdbc.queryForObject(
                        "select settled_at from scale_weighing where market_id = ?",
                        LocalDateTime.class,
                        market.marketId()))
                .isEqualTo(LocalDateTime.ofInstant(NOW, UTC));
    }

    @Test
    void aSlowCustomerStillPaysWhatWasAbandoned() {
        Weighing first = sell(488);
        Weighing second = sell(500);
        pay(new PaidWeighing(second.weighingId(), 81, NOW), new PaidWeighing(first.weighingId(), 80, NOW));

        assertThat(state(first)).isEqualTo("PAID");
        assertThat(state(second)).isEqualTo("PAID");
        assertThat(orderOf(first)).isEqualTo(80);
    }

    @Test
    void whatIsVoidStaysVoidAndItsMoneyIsTold() {
        Weighing weighing = sell(488);
        voids.voidOwn(vendor, weighing.weighingId(), VoidReason.NOT_TAKEN, "");
        long before = unmarked("VOID");
        pay(new PaidWeighing(weighing.weighingId(), 82, NOW));

        assertThat(state(weighing)).isEqualTo("VOID");
        assertThat(unmarked("VOID") - before).isEqualTo(1);
    }

    @Test
    void weighingsArePaidOnlyWithinThePayment() {
        assertThatThrownBy(() -> weighings.paid(market.marketId(), List.of(new PaidWeighing(1, 2, NOW))))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aRolledBackPaymentLeavesTheWeighingWaiting() {
        Weighing weighing = sell(488);

        assertThatThrownBy(() -> transactions.run(() -> {
                    weighings.paid(market.marketId(), List.of(new PaidWeighing(weighing.weighingId(), 83, NOW)));
                    throw new IllegalStateException("the booking fails");
                }))
                .hasMessage("the booking fails");

        assertThat(state(weighing)).isEqualTo("WAITING");
    }

    @Test
    void afterAQuarterOfAnHourItIsOfferedNoMore() {
        Weighing weighing = sell(488);
        received(weighing, Duration.ofMinutes(14));
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .isPresent();

        received(weighing, Duration.ofMinutes(16));
        assertThat(weighings.waiting(market.marketId(), holder.stall().stallId()))
                .isEmpty();
    }

    @Test
    void afterTwoHoursItIsGivenUp() {
        Weighing paid = sell(300);
        pay(new PaidWeighing(paid.weighingId(), 84, NOW));
        received(paid, Duration.ofMinutes(121));
        Weighing old = sell(488);
        received(old, Duration.ofMinutes(121));
        unpaid.abandon();

        assertThat(state(old)).isEqualTo("ABANDONED");
        assertThat(state(paid)).isEqualTo("PAID");
    }

    @Test
    void beforeTwoHoursItIsNotGivenUp() {
        Weighing weighing = sell(488);
        received(weighing, Duration.ofMinutes(119));
        unpaid.abandon();

        assertThat(state(weighing)).isEqualTo("WAITING");
    }

    private Weighing sell(long grams) {
        live.heard(scale.device(), new ScaleSignal.Reading(Weight.ofGrams(grams), true, null));
        return weighings.sellByTile(vendor, carp.goodId());
    }

    private void pay(PaidWeighing... paid) {
        transactions.run(() -> weighings.paid(market.marketId(), Arrays.asList(paid)));
    }

    private String state(Weighing weighing) {
        return weighings
                .byId(market.marketId(), weighing.weighingId())
                .orElseThrow()
                .state()
                .name();
    }

    private @Nullable Long orderOf(Weighing weighing) {
        return weighings
                .byId(market.marketId(), weighing.weighingId())
                .orElseThrow()
                .orderNo();
    }

    private void received(Weighing weighing, Duration ago) {
        jdbc.update(
                "update scale_weighing set received_at = ? where market_id = ? and weighing_id = ?",
                Clock.systemUTC().instant().minus(ago),
                market.marketId(),
                weighing.weighingId());
    }

    private long count() {
        return jdbc.queryForList(
                        "select weighing_id from scale_weighing where market_id = ?", Long.class, market.marketId())
                .size();
    }

    private long unmarked(String state) {
        return (long)
                meters.counter("caishi.weighings.unmarked", "state", state).count();
    }
}
