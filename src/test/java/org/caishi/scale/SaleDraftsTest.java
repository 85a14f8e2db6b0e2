/** What is to become of each sale of a batch, against the rows of stalls, goods and what was told before. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.Onboarding;
import org.caishi.market.PlateHolder;
import org.caishi.market.Stall;
import org.caishi.platform.Transactions;
import org.caishi.scale.SaleDrafts.Draft;
import org.caishi.scale.ScaleSignal.Item;
import org.caishi.scale.ScaleStreams.ScaleKey;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class SaleDraftsTest {
    private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    @Autowired
    SaleDrafts drafts;

    @Autowired
    WeighingStore store;

    @Autowired
    Transactions transactions;

    @Autowired
    TestMarket markets;

    @Autowired
    Onboarding onboarding;

    @Autowired
    Devices devices;

    @Autowired
    Goods goods;

    private Market market;
    private PlateHolder holder;
    private Device scale;

    @BeforeEach
    void openAStall() {
        market = markets.open(4);
        holder = markets.stall(market, "A1");
        scale = scaleAt(holder.stall());
    }

    @Test
    void eachSaleIsItsStallsAndItsVendors() {
        PlateHolder next = markets.stall(market, "A2");
        Device nextScale = scaleAt(next.stall());

        List<NewWeighing> fresh = fresh(of(told(nextScale, 7, NOW), told(scale, 3, NOW), told(nextScale, 8, NOW)));

        assertThat(fresh).extracting(NewWeighing::deviceSeq).containsExactly(7L, 3L, 8L);
        assertThat(fresh)
                .extracting(sale -> sale.weighing().deviceId())
                .containsExactly(nextScale.deviceId(), scale.deviceId(), nextScale.deviceId());
        assertThat(fresh)
                .extracting(sale -> sale.weighing().stallId())
                .containsExactly(
                        next.stall().stallId(),
                        holder.stall().stallId(),
                        next.stall().stallId());
        assertThat(fresh)
                .extracting(sale -> sale.weighing().vendorId())
                .containsExactly(
                        next.vendor().vendorId(),
                        holder.vendor().vendorId(),
                        next.vendor().vendorId());
        assertThat(fresh).extracting(sale -> sale.weighing().weighingId()).doesNotHaveDuplicates();
    }

    @Test
    void goodsAreKnownByTheVendorsOwnNumberAndTheScalesAmountStays() {
        Good carp = good(holder, "活鲫鱼", 1001);
        good(markets.stall(market, "A2"), "带鱼", 1002);

        Weighing weighing = fresh(
                        of(told(scale, 1, NOW, item(1001, "鲫鱼", 1_250), item(1001, " ", 1_249), item(1002, "虾", 9))))
                .getFirst()
                .weighing();

        assertThat(weighing.items())
                .extracting(Weighing.Item::lineNo, Weighing.Item::goodId, Weighing.Item::name)
                .containsExactly(tuple(1, carp.goodId(), "鲫鱼"), tuple(2, carp.goodId(), "活鲫鱼"), tuple(3, null, "虾"));
        assertThat(weighing.items()).extracting(item -> item.amount().fen()).containsExactly(1_250L, 1_249L, 9L);
        assertThat(weighing.total()).isEqualTo(Money.ofFen(2_508));
        assertThat(weighing.state()).isEqualTo(Weighing.State.WAITING);
    }

    @Test
    void aNumberThatABatchHoldsTwiceIsOneSale() {
        ToldSale first = told(scale, 5, NOW);
        ToldSale other = told(scale, 5, NOW, item(1001, "鲫鱼", 9_999));

        List<Draft> all = of(first, told(scale, 5, NOW), other, told(scale, 6, NOW));

        List<NewWeighing> fresh = fresh(all);
        assertThat(fresh).extracting(NewWeighing::deviceSeq).containsExactly(5L, 6L);
        assertThat(fresh.getFirst().told().sha256()).isEqualTo(first.sha256());
        assertThat(all.get(1))
                .isEqualTo(new Draft.Answered(
                        new Receipt.Repeated(fresh.getFirst().weighing().weighingId())));
        assertThat(refusal(all.get(2))).isEqualTo("sequence");
    }

    @Test
    void whatWasToldBeforeIsAnsweredFromItsRow() {
        NewWeighing stored = fresh(of(told(scale, 5, NOW))).getFirst();
        transactions.run(() -> store.write(List.of(stored)));
        Receipt repeated = new Receipt.Repeated(stored.weighing().weighingId());

        List<Draft> all = of(told(scale, 5, NOW), told(scale, 6, NOW), told(scale, 5, NOW, item(1001, "鲫鱼", 1)));

        assertThat(all.getFirst()).isEqualTo(new Draft.Answered(repeated));
        assertThat(fresh(all)).extracting(NewWeighing::deviceSeq).containsExactly(6L);
        assertThat(refusal(all.getLast())).isEqualTo("sequence");
        assertThat(drafts.formerAnswer(told(scale, 5, NOW))).contains(repeated);
        assertThat(drafts.formerAnswer(told(scale, 6, NOW))).isEmpty();
        assertThat(drafts.of(
                        List.of(told(scale, 5, NOW)),
                        Map.of(
                                new ScaleKey(market.marketId(), scale.deviceId()),
                                new DeviceStream(market.marketId(), scale.deviceId(), 5, 5, null, null))))
                .as("at the stream's highest number")
                .containsExactly(new Draft.Answered(repeated));
    }

    @Test
    void whoHasNoStallOrNoVendorIsRefusedAndTheOthersGoOn() {
        Stall empty = onboarding.addStall(
                new NewStall(market.marketId(), holder.stall().zoneId(), "B9", 2, 0, 0));
        Device idle = scaleAt(empty);

        List<Draft> all = of(
                told(at(null), 1, NOW),
                told(at(holder.stall().stallId() + 1_000_000), 1, NOW),
                told(idle, 1, NOW),
                told(scale, 1, NOW));

        assertThat(all.subList(0, 3)).extracting(SaleDraftsTest::refusal).containsExactly("stall", "stall", "vendor");
        assertThat(fresh(all)).extracting(sale -> sale.weighing().deviceId()).containsExactly(scale.deviceId());
    }

    @Test
    void marketsInOneBatchDoNotMix() {
        Market otherMarket = markets.open(0);
        PlateHolder other = markets.stall(otherMarket, "A1");
        Device otherScale = scaleAt(other.stall());
        Good carp = good(holder, "鲫鱼", 1001);
        Good eel = good(other, "黄鳝", 1001);
        NewWeighing stored = fresh(of(told(scale, 5, NOW))).getFirst();
        transactions.run(() -> store.write(List.of(stored)));
        Device stranger = at(other.stall().stallId());

        List<Draft> all = of(
                told(otherScale, 5, NOW, item(1001, "", 100)),
                told(scale, 5, NOW),
                told(scale, 6, NOW, item(1001, "", 100)),
                told(stranger, 1, NOW));

        List<NewWeighing> fresh = fresh(all);
        assertThat(fresh)
                .extracting(sale -> sale.weighing().marketId())
                .containsExactly(otherMarket.marketId(), market.marketId());
        assertThat(fresh)
                .extracting(sale -> sale.weighing().items().getFirst().goodId())
                .containsExactly(eel.goodId(), carp.goodId());
        assertThat(all.get(1))
                .isEqualTo(new Draft.Answered(
                        new Receipt.Repeated(stored.weighing().weighingId())));
        assertThat(refusal(all.getLast())).as("a stall of another market").isEqualTo("stall");
    }

    @Test
    void aClockThatCannotBeBelievedIsKeptBesideTheTimeOfArrival() {
        List<NewWeighing> fresh = fresh(of(
                told(scale, 1, NOW.plus(Duration.ofMinutes(6))),
                told(scale, 2, NOW.minus(Duration.ofDays(32))),
                told(scale, 3, NOW.minus(Duration.ofMinutes(6))),
                told(scale, 4, NOW.plus(Duration.ofMinutes(4))),
                told(scale, 5, NOW.minus(Duration.ofDays(2)))));

        assertThat(fresh)
                .extracting(sale -> sale.told().scaleTime())
                .containsExactly(NOW.plus(Duration.ofMinutes(6)), NOW.minus(Duration.ofDays(32)), null, null, null);
        assertThat(fresh)
                .extracting(sale -> sale.weighing().weighedAt())
                .containsExactly(
                        NOW,
                        NOW,
                        NOW.minus(Duration.ofMinutes(6)),
                        NOW.plus(Duration.ofMinutes(4)),
                        NOW.minus(Duration.ofDays(2)));
        assertThat(fresh).extracting(sale -> sale.told().late()).containsExactly(false, false, true, false, true);
        assertThat(fresh)
                .allSatisfy(sale -> assertThat(sale.weighing().businessDate())
                        .isEqualTo(market.day().dateOf(sale.weighing().weighedAt())));
    }

    private List<Draft> of(ToldSale... batch) {
        return drafts.of(Arrays.asList(batch), Map.of());
    }

    private static List<NewWeighing> fresh(List<Draft> all) {
        List<NewWeighing> fresh = new ArrayList<>();
        for (Draft draft : all) {
            if (draft instanceof Draft.Fresh(NewWeighing weighing)) {
                fresh.add(weighing);
            }
        }
        return fresh;
    }

    private static String refusal(Draft draft) {
        return draft instanceof Draft.Answered(Receipt.Refused(String reason, String words))
                ? reason
                : draft.toString();
    }

    private Device scaleAt(Stall stall) {
        return VirtualScale.register(devices, stall, "caishi-json", LinkKind.HTTP)
                .device();
    }

    /** The scale as if it were registered elsewhere. */
    private Device at(@Nullable Long stallId) {
        return new Device(
                scale.marketId(),
                scale.deviceId() + 1,
                "SC-elsewhere",
                scale.kind(),
                scale.maker(),
                scale.model(),
                scale.protocol(),
                scale.link(),
                scale.address(),
                scale.settings(),
                stallId,
                null);
    }

    private Good good(PlateHolder at, String name, int plu) {
        return goods.add(
                at.market().marketId(), at.vendor().vendorId(), name, "水产", plu, UnitPrice.ofFenPerKilogram(2_560), 1);
    }

    private static Item item(int plu, String name, long amountFen) {
        return new Item(
                plu,
                name,
                Weight.ofGrams(488),
                Weight.ZERO,
                UnitPrice.ofFenPerKilogram(2_560),
                Money.ofFen(amountFen),
                List.of());
    }

    private static ToldSale told(Device device, long sequence, Instant at) {
        return told(device, sequence, at, item(1001, "鲫鱼", 1_249));
    }

    private static ToldSale told(Device device, long sequence, Instant at, Item... items) {
        byte[] message = (device.serial() + sequence + at + Arrays.toString(items)).getBytes(UTF_8);
        MessageBytes original = MessageBytes.copyOf(message, 0, message.length);
        Money total = Arrays.stream(items).map(Item::amount).reduce(Money.ZERO, Money::plus);
        return new ToldSale(
                device,
                new ScaleSignal.Sale(device.serial(), sequence, at, List.of(items), total, null, original),
                original.sha256(),
                NOW);
    }
}
