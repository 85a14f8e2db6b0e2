/** Scales that speak only when asked, over sockets and ports, and how they behave where they stand. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.scale.LiveWeight.Condition;
import org.caishi.testing.ProductTest;
import org.caishi.testing.TestMarket;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class PolledScalesTest {
    private static final String ECR = "\1\2S 00.488kge\3\4";

    @Autowired
    TestMarket markets;

    @Autowired
    Devices devices;

    @Autowired
    DeviceLinks links;

    @Autowired
    LiveWeights live;

    private Market market;
    private PlateHolder holder;

    @BeforeEach
    void openAStall() {
        market = markets.open(0);
        holder = markets.stall(market, "A1");
    }

    @AfterEach
    void retire() {
        devices.of(market.marketId()).forEach(devices::retire);
    }

    @Test
    void anEcrScaleIsAskedStepByStep() throws IOException {
        AtomicInteger turns = new AtomicInteger();
        Function<String, String> ecr = question -> switch (question) {
            case "\5" -> turns.incrementAndGet() % 3 == 1 ? "\25" : "\6";
            case "\21" -> ECR;
            default -> "";
        };
        try (AnsweringScale scale = AnsweringScale.listening(ecr, 0)) {
            Device device = dialled("ecr", scale, Map.of("pollMillis", "50"));
            awaitShown(488, true);
            await().until(() -> scale.asked.size() > 10);
            assertThat(scale.asked).startsWith("\5", "\5", "\21").containsOnly("\5", "\21");
            assertThat(links.live(device).orElseThrow().rejected()).isEmpty();
        }
    }

    @Test
    void aPriceOnTheScaleIsShownBesideTheWeightAndBooksNothing() throws IOException {
        String priced = "\1\2   12.49" + xor("   12.49") + "\3\2S 00.488kg" + xor("S 00.488kg") + "\3\2   25.60"
                + xor("   25.60") + "\3\4";
        try (AnsweringScale scale = AnsweringScale.listening(question -> question.equals("\5") ? "\6" : priced, 0)) {
            Device device = dialled("ecr", scale, Map.of("pollMillis", "50", "ask", "price"));
            awaitShown(488, true);
            await().until(() -> shown().offer() != null);
            assertThat(shown().offer())
                    .isEqualTo(new LiveWeight.Offer(UnitPrice.ofFenPerKilogram(2_560), Money.ofFen(1_249)));
            assertThat(scale.asked).contains("\22");
            assertThat(links.live(device).orElseThrow().said()).isEqualTo("488 g × ¥25.60/kg = ¥12.49");
        }
    }

    @Test
    void aSlowScaleOnASerialPortIsHeardOut() {
        try (AnsweringScale scale = AnsweringScale.onPty(question -> question.equals("W") ? "\2 0.488\r" : "", 60)) {
            Device device = serial("toledo-8217", scale, Map.of("pollMillis", "50", "stableReadings", "2"));
            awaitShown(488, false);
            await().atMost(Duration.ofSeconds(20)).until(() -> scale.asked.size() >= 4);
            assertThat(scale.asked).as("never asked into its own answer").containsOnly("W");
            assertThat(links.live(device).orElseThrow().rejected()).isEmpty();
        }
    }

    @Test
    void aScaleThatTellsAWeightOnlyOnceIsStillWeighedFrom() throws IOException {
        AtomicInteger told = new AtomicInteger();
        try (AnsweringScale scale = AnsweringScale.listening(
                question -> !question.equals("W") ? "" : told.getAndIncrement() == 0 ? "\2 0.488\r" : "\2?\100\r", 0)) {
            dialled("toledo-8217", scale, Map.of("pollMillis", "100"));
            awaitShown(488, true);
            int asked = scale.asked.size();
            await().atMost(Duration.ofSeconds(20)).until(() -> scale.asked.size() > asked + 35);
            assertThat(shown().weight())
                    .as("after more than the time of silence")
                    .isEqualTo(Weight.ofGrams(488));
            assertThat(shown().stable()).isTrue();
        }
    }

    @Test
    void aSilentScaleIsShownAsSilentAndFoundAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Function<String, String> sleepy = question -> asked.incrementAndGet() < 3 ? "" : "S S      0.488 kg\r\n";
        try (AnsweringScale scale = AnsweringScale.listening(sleepy, 0)) {
            Device device = dialled("mt-sics", scale, Map.of("pollMillis", "100"));
            await().until(() -> links.live(device)
                    .filter(now -> now.rejected().getOrDefault("silence", 0L) >= 2)
                    .isPresent());
            assertThat(links.of(device).orElseThrow().up()).isTrue();
            awaitShown(488, true);
        }
    }

    @Test
    void aDialogScaleIsGivenItsPriceAndItsAnswersAreAcknowledged() throws IOException {
        AtomicInteger turns = new AtomicInteger();
        Function<String, String> dialog = question -> switch (question) {
            case "\4\00201\033002560\033\3" -> turns.incrementAndGet() == 1 ? "\25" : "\6";
            case "\4\00208\3" -> "\00209\03320\3";
            case "\4\5" -> "\00202\0333\03300488\033002560\033001249\3";
            default -> null; // an acknowledgement stands before the next question
        };
        Function<String, String> withAcknowledgements =
                question -> dialog.apply(question.startsWith("\4\4") ? question.substring(1) : question);
        try (AnsweringScale scale = AnsweringScale.listening(withAcknowledgements, 0)) {
            Device device = dialled("dialog06", scale, Map.of("pollMillis", "100", "priceFen", "2560"));
            awaitShown(488, true);
            await().until(() -> shown().offer() != null);
            assertThat(scale.asked.getFirst()).isEqualTo("\4\00201\033002560\033\3");
            assertThat(scale.asked.get(1)).isEqualTo("\4\00208\3");
            assertThat(scale.asked.get(2)).as("the status was acknowledged").isEqualTo("\4\4\00201\033002560\033\3");
            assertThat(links.live(device).orElseThrow().rejected()).isEmpty();
        }
    }

    @Test
    void indicatorsAnswerInTheirOwnWords() throws IOException {
        speaks("yaohua-command", "\2AD05\3", "\2AD+0004883" + hex("AD+0004883") + "\3", Map.of());
        speaks("sma", "\nW\r", "\n 1N       0.488kg \r", Map.of());
        speaks("nci", "W\r", "\n 0.488kg\r\n00\r\3", Map.of());
        String rtu = "\1\3\4\0\0\1" + (char) 0xE8;
        speaks("modbus", "\1\3\0\0\0\2" + (char) 0xC4 + "\13", rtu + crc(rtu), Map.of("divisor", "1000"));
        speaks(
                "modbus",
                "\0\1\0\0\0\6\1\3\0\0\0\2",
                "\0\1\0\0\0\7\1\3\4\0\0\1" + (char) 0xE8,
                Map.of("divisor", "1000", "framing", "tcp"));
    }

    private void speaks(String protocol, String question, String answer, Map<String, String> settings)
            throws IOException {
        try (AnsweringScale scale = AnsweringScale.listening(said -> said.equals(question) ? answer : "", 0)) {
            Device device = dialled(protocol, scale, settings);
            await().untilAsserted(
                            () -> assertThat(shown().weight()).as(protocol).isEqualTo(Weight.ofGrams(488)));
            devices.retire(device);
        }
        await().until(() -> live.of(market.marketId(), holder.stall().stallId()).isEmpty());
    }

    private Device dialled(String protocol, AnsweringScale scale, Map<String, String> settings) {
        return VirtualScale.register(devices, holder.stall(), protocol, LinkKind.TCP_OUT, scale.address, settings)
                .device();
    }

    private Device serial(String protocol, AnsweringScale scale, Map<String, String> settings) {
        return VirtualScale.register(devices, holder.stall(), protocol, LinkKind.SERIAL, scale.address, settings)
                .device();
    }

    private void awaitShown(long grams, boolean stable) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(shown().condition()).isEqualTo(Condition.NONE);
            assertThat(shown().weight()).isEqualTo(Weight.ofGrams(grams));
            assertThat(!stable || shown().stable()).isTrue();
        });
    }

    private LiveWeight shown() {
        return live.of(market.marketId(), holder.stall().stallId()).orElseThrow();
    }

    private static char xor(String block) {
        return (char) block.chars().reduce(0, (sum, next) -> sum ^ next);
    }

    private static String hex(String block) {
        return "%02X".formatted((int) xor(block));
    }

    private static String crc(String frame) {
        int crc = 0xFFFF;
        for (char octet : frame.toCharArray()) {
            crc ^= octet;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return "" + (char) (crc & 0xFF) + (char) (crc >> 8);
    }
}
