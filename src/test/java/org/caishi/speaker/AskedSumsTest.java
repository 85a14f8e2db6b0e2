/** A weighing's sum is asked for aloud where the stall wants it, never as money that came, and never before or after its time. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.device.NewDevice;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Markets;
import org.caishi.market.Stalls;
import org.caishi.payment.CashSales;
import org.caishi.platform.Transactions;
import org.caishi.scale.HandSale;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Receipt;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.VoidReason;
import org.caishi.scale.VoidedWeighings;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class AskedSumsTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    PollingSpeakers polling;

    @Autowired
    DeliveryLedger ledger;

    @Autowired
    SpeechPlans plans;

    @Autowired
    Weighings weighings;

    @Autowired
    VoidedWeighings voids;

    @Autowired
    CashSales cash;

    @Autowired
    Stalls stalls;

    @Autowired
    Markets markets;

    @Autowired
    Devices devices;

    @Autowired
    OutageRows outages;

    @Autowired
    Transactions transactions;

    @Autowired
    Staff staff;

    Device speaker;
    Person vendor;

    @BeforeEach
    void openAStall() {
        speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        long marketId = speaker.marketId();
        Long vendorId =
                stalls.byId(marketId, TestSpeakers.stallOf(speaker).stallId()).vendorId();
        vendor = new Person(1, "wang", "老王", Role.VENDOR, marketId, Objects.requireNonNull(vendorId));
    }

    @Test
    void nobodyIsAskedForASumWhereItWasNotChosen() throws InterruptedException {
        sell(1250);
        assertThat(speakers.rows(speaker, "event", String.class)).isEmpty();
        assertThat(next(0)).isEmpty();
    }

    @Test
    void theSumIsAskedForAtOnceAndNotAsOneThatCame() throws InterruptedException {
        choose(true);
        Weighing weighing = sell(1250);
        assertThat(speakers.rows(speaker, "subject_no", Long.class)).containsExactly(weighing.weighingId());
        Announcement asked = next(5).getFirst();
        assertThat(asked.text()).isEqualTo("请付十二点五元");
        assertThat(Duration.between(asked.createdAt(), asked.expiresAt())).hasSeconds(10);
        Say say = Say.of(asked);
        assertThat(say.kind()).isEqualTo("order_waiting");
        assertThat(say.amountFen()).as("a display would show it as received").isNull();
        assertThat(asked.isSumReceived())
                .as("what no other speaker is told that says every sum as received")
                .isFalse();
        ledger.book(SpeakerKey.of(speaker), asked.announcementId(), SpeakerAnswer.PLAYED);
        assertThat(speakers.states(speaker)).containsExactly("SPOKEN");

        String said = staff.signedIn(Role.MANAGER, markets.byId(speaker.marketId()))
                .get("/manage/" + markets.byId(speaker.marketId()).code() + "/announcements")
                .body();
        assertThat(said).as("no payment").doesNotContain("12.50").doesNotContain("请付");
    }

    @Test
    void aWeighingThatIsTakenBackWithItsTransactionIsNotAskedFor() {
        choose(true);
        assertThatThrownBy(() -> transactions.run(() -> {
                    sell(1250);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(speakers.rows(speaker, "event", String.class)).isEmpty();
    }

    @Test
    void aSumThatCameGoesFirstAndTheOtherWaitsUntilItIsSaid() throws InterruptedException {
        choose(true);
        sell(1250);
        speakers.announce(speaker, 200);
        List<Announcement> first = next(5);
        assertThat(first).extracting(Announcement::text).containsExactly("微信收款两元");
        assertThat(next(0)).as("the speaker is still at it").isEmpty();
        ledger.book(SpeakerKey.of(speaker), first.getFirst().announcementId(), SpeakerAnswer.PLAYED);
        assertThat(next(5)).extracting(Announcement::text).containsExactly("请付十二点五元");
        assertThat(speakers.states(speaker)).containsExactly("SENT", "SPOKEN");
    }

    @Test
    void whatWasPaidMeanwhileIsNotAskedForAndNeverToldAsMissed() throws InterruptedException {
        choose(true);
        Weighing weighing = sell(1250);
        cash.takeFor(vendor, UUID.randomUUID().toString(), weighing.weighingId());
        assertThat(next(0)).isEmpty();
        assertThat(speakers.states(speaker)).containsExactly("EXPIRED");
        assertThat(speakers.steps(speaker)).containsExactly("LATE");
        assertThat(outages.missed(List.of(speaker.marketId()), Instant.EPOCH, 10))
                .isEmpty();
    }

    @Test
    void whatTheVendorTookBackOrReplacedIsNotAskedFor() throws InterruptedException {
        choose(true);
        Weighing replaced = sell(1250);
        Weighing latest = sell(300);
        assertThat(next(5)).extracting(Announcement::text).containsExactly("请付三元");
        assertThat(weighings
                        .byId(speaker.marketId(), replaced.weighingId())
                        .orElseThrow()
                        .state())
                .isEqualTo(Weighing.State.ABANDONED);
        assertThat(speakers.states(speaker)).containsExactly("EXPIRED", "SENT");

        voids.voidOwn(vendor, latest.weighingId(), VoidReason.NOT_TAKEN, "");
        await().pollDelay(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(9))
                .untilAsserted(() -> assertThat(next(0)).as("told again").isEmpty());
    }

    @Test
    void aScalesOwnSaleIsAskedForButNotOneFromBefore() {
        choose(true);
        Instant now = speakers.now().truncatedTo(ChronoUnit.MILLIS);
        Device scale = scale();
        assertThat(weighings.receive(scale, sale(scale, 1, now.minus(Duration.ofMinutes(3)), 900)))
                .isInstanceOf(Receipt.Stored.class);
        assertThat(weighings.receive(scale, sale(scale, 2, now, 700))).isInstanceOf(Receipt.Stored.class);
        assertThat(speakers.rows(speaker, "text", String.class)).containsExactly("请付七元");
    }

    private Weighing sell(long fen) {
        return weighings.sellByHand(
                vendor, UUID.randomUUID().toString(), new HandSale.OfAmount(null, Money.ofFen(fen)));
    }

    private void choose(boolean tells) {
        SpeechChoice choice = new SpeechChoice("", "", "", null, null, null, null, null, tells);
        transactions.run(() -> plans.choose(TestSpeakers.stallOf(speaker), choice));
    }

    private List<Announcement> next(int seconds) throws InterruptedException {
        return new ArrayList<>(polling.next(speaker, Duration.ofSeconds(seconds)));
    }

    private Device scale() {
        return devices.register(new NewDevice(
                speaker.marketId(),
                "SC-" + speaker.serial(),
                DeviceKind.SCALE,
                "caishi",
                "C1",
                "caishi-json",
                LinkKind.HTTP,
                "",
                Map.of(),
                speaker.stallId(),
                null,
                null));
    }

    private static ScaleSignal.Sale sale(Device scale, long sequence, Instant at, long fen) {
        byte[] message = (scale.serial() + sequence).getBytes(StandardCharsets.UTF_8);
        return new ScaleSignal.Sale(
                scale.serial(),
                sequence,
                at,
                List.of(new ScaleSignal.Item(
                        1001,
                        "鲫鱼",
                        Weight.ofGrams(1000),
                        Weight.ZERO,
                        UnitPrice.ofFenPerKilogram(fen),
                        Money.ofFen(fen),
                        List.of())),
                Money.ofFen(fen),
                null,
                MessageBytes.copyOf(message, 0, message.length));
    }
}
