/** The same chip on a serial port of this machine, with its bad days: reset in mid-sentence, deaf, and a voice as chosen. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.speaker.chip.DialledInChip;
import org.caishi.speaker.chip.PluggedInChip;
import org.caishi.speaker.chip.VirtualChip;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Pty;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class SerialChipTest {
    private static final long QUICK = 15;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    SpeechPlans plans;

    @Test
    void itSaysOneSumAfterTheOther() {
        VirtualChip chip = DialledInChip.chip(QUICK);
        try (Pty pty = Pty.open()) {
            PluggedInChip plugged = PluggedInChip.into(pty, chip);
            Device speaker = register(pty);
            speakers.announce(speaker, 1250, 200, 20_000);
            speakers.awaitStates(speaker, "SPOKEN", "SPOKEN", "SPOKEN");
            assertThat(plugged.finished()).containsExactly("微信收款十二点五元", "微信收款两元", "微信收款两百元");
            assertThat(plugged.cutOff()).isZero();
        }
    }

    @Test
    void whatAResetOrALostFrameTookIsNotSaidAgainAndTheNextIs() {
        VirtualChip chip = DialledInChip.chip(QUICK);
        DialledInChip.resetsInTheNext(chip);
        DialledInChip.isDeafToTheNext(chip);
        try (Pty pty = Pty.open()) {
            PluggedInChip plugged = PluggedInChip.into(pty, chip);
            Device speaker = register(pty);
            speakers.announce(speaker, 1250, 200, 300);
            speakers.awaitStates(speaker, "FAILED", "FAILED", "SPOKEN");
            assertThat(plugged.begun()).containsExactly("微信收款十二点五元", "微信收款三元");
        }
    }

    @Test
    void theChosenVoiceIsToldWithEachSentence() {
        try (Pty pty = Pty.open()) {
            PluggedInChip plugged = PluggedInChip.into(pty, DialledInChip.chip(QUICK));
            Device speaker = register(pty);
            plans.choose(TestSpeakers.stallOf(speaker), new SpeechChoice("", "", "", 10, 5, null, null, null, null));
            speakers.announce(speaker, 200);
            speakers.awaitStates(speaker, "SPOKEN");
            assertThat(plugged.finished()).containsExactly("[v16][t3]微信收款两元");
        }
    }

    private Device register(Pty pty) {
        return speakers.register(
                speakers.market(),
                "syn6288",
                LinkKind.SERIAL,
                Map.of("baud", "9600"),
                pty.path().toString());
    }
}
