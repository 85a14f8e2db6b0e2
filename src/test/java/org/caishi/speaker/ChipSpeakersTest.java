/** A speech chip that dials in says every sum in order, to its end, and never twice, however its line behaves. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.DeviceLinks;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.speaker.chip.DialledInChip;
import org.caishi.speaker.chip.VirtualChip;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@ProductTest
class ChipSpeakersTest {
    private static final long QUICK = 15;
    private static final long SLOW = 400;
    private static final int SPEAK = 0x01;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    DeviceLinks links;

    @Value("${caishi.scale.port}")
    int port;

    Device speaker;

    @BeforeEach
    void register() {
        speaker = speakers.register("syn6288", LinkKind.TCP_IN);
    }

    @Test
    void itSaysOneSumAfterTheOther() throws IOException {
        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            speakers.announce(speaker, 1250, 200);
            speakers.announce(speaker, 20_000);
            speakers.awaitStates(speaker, "SPOKEN", "SPOKEN", "SPOKEN");

            speakers.announce(speaker, 5); // to a chip that has nothing to do
            speakers.awaitStates(speaker, "SPOKEN", "SPOKEN", "SPOKEN", "SPOKEN");

            assertThat(chip.finished()).containsExactly("微信收款十二点五元", "微信收款两元", "微信收款两百元", "微信收款零点零五元");
            assertThat(chip.cutOff()).isZero();
            assertThat(chip.frames()).allMatch(DialledInChip::isWhole);
            assertThat(spoken(chip.frames())).isEqualTo(chip.finished());
            assertThat(speakers.attempts(speaker)).isEqualTo(4);
        }
    }

    @Test
    void whatHasBegunWhenTheLineDropsIsNotSaidAgainAndTheRestIsSaidOnTheNextLine() throws IOException {
        try (DialledInChip chip = dial(DialledInChip.chip(SLOW))) {
            speakers.announce(speaker, 1250, 200);
            speakers.awaitStates(speaker, "ACKED", "QUEUED");
            assertThat(chip.begun()).containsExactly("微信收款十二点五元");
        }
        speakers.awaitStates(speaker, "FAILED", "QUEUED");

        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            speakers.awaitStates(speaker, "FAILED", "SPOKEN");
            assertThat(chip.finished()).containsExactly("微信收款两元");
        }
    }

    @Test
    void whatWasNotBegunWhenTheLineDropsIsSaidOnTheNextLine() throws IOException {
        VirtualChip welcoming = DialledInChip.chip(QUICK);
        DialledInChip.isBusy(welcoming, 60_000);
        try (DialledInChip chip = dial(welcoming)) {
            speakers.announce(speaker, 1250);
            speakers.awaitStates(speaker, "SENT");
            assertThat(chip.begun()).isEmpty();
        }
        speakers.awaitStates(speaker, "QUEUED");

        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            speakers.awaitStates(speaker, "SPOKEN");
            assertThat(chip.finished()).containsExactly("微信收款十二点五元");
        }
    }

    @Test
    void whatTheChipRefusesHasFailedAndTheNextIsSaid() throws IOException {
        VirtualChip refusing = DialledInChip.chip(QUICK);
        DialledInChip.rejectsTheNext(refusing);
        try (DialledInChip chip = dial(refusing)) {
            speakers.announce(speaker, 1250, 200);
            speakers.awaitStates(speaker, "FAILED", "SPOKEN");
            assertThat(chip.begun()).containsExactly("微信收款两元");
        }
    }

    @Test
    void aChipThatComesLateSaysWhatIsStillNews() throws IOException {
        speakers.book(speaker, speakers.now().minusSeconds(31), 1250);
        speakers.announce(speaker, 200);
        speakers.awaitStates(speaker, "EXPIRED", "QUEUED");

        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            speakers.awaitStates(speaker, "EXPIRED", "SPOKEN");
            // A summary tells of the late one, as soon as the product has written down that the chip is there.
            assertThat(chip.begun()).filteredOn(text -> text.startsWith("微信")).containsExactly("微信收款两元");
        }
    }

    @Test
    void aLineThatIsClosedInGoodOrderIsNoError() throws IOException {
        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> links.of(speaker).filter(LinkState::up).isPresent()
                            && chip.frames().size() == 1);
            assertThat(chip.begun()).isEmpty();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !links.of(speaker).orElseThrow().up());
        assertThat(links.of(speaker).orElseThrow().errors()).isZero();
    }

    @Test
    void aChipWithNothingToSayIsAskedOftenEnoughToKeepItsLine() throws IOException {
        speaker = speakers.register(speakers.market(), "syn6288", LinkKind.TCP_IN, Map.of("idleSeconds", "6"));
        try (DialledInChip chip = dial(DialledInChip.chip(QUICK))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> chip.frames().size() >= 5);
            assertThat(links.of(speaker).orElseThrow().errors()).isZero();
            speakers.announce(speaker, 1250);
            speakers.awaitStates(speaker, "SPOKEN");
            assertThat(chip.begun()).containsExactly("微信收款十二点五元");
        }
    }

    private DialledInChip dial(VirtualChip chip) throws IOException {
        return DialledInChip.dial(chip, port, speakers.handshake(speaker));
    }

    /** The texts on the wire: after head, length, command and encoding, before the checksum. */
    private static List<String> spoken(List<byte[]> frames) {
        return frames.stream()
                .filter(frame -> frame[3] == SPEAK)
                .map(frame -> new String(Arrays.copyOfRange(frame, 5, frame.length - 1), Charset.forName("GBK")))
                .toList();
    }
}
