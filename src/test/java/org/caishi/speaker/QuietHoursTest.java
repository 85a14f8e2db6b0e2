/** In quiet hours nothing is said, and the ledger says so; the market's words and the chip's voice are as chosen. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class QuietHoursTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    SpeechPlans plans;

    @Autowired
    DeliveryLedger ledger;

    Device speaker;

    @BeforeEach
    void register() {
        speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
    }

    @Test
    void theStallIsQuietAndLoudAgain() {
        int now =
                speakers.now().atZone(ZoneId.of("Asia/Shanghai")).toLocalTime().toSecondOfDay() / 60;
        choose(TestSpeakers.stallOf(speaker), quiet(Math.floorMod(now - 5, 1440), Math.floorMod(now + 20, 1440)));
        speakers.announce(speaker, 1250);
        assertThat(take()).isEmpty();
        assertThat(speakers.states(speaker)).containsExactly("QUIET");

        choose(TestSpeakers.stallOf(speaker), SpeechChoice.NOTHING);
        speakers.announce(speaker, 200);
        assertThat(take()).extracting(Announcement::text).containsExactly("微信收款两元");
        assertThat(speakers.states(speaker)).containsExactly("QUIET", "SENT");
    }

    @Test
    void theMarketsWordsAndExpiryHoldForItsStalls() {
        choose(
                new StallKey(speaker.marketId(), SpeechPlans.WHOLE_MARKET),
                new SpeechChoice("OWN", "{wallet}进账{amount}", "", null, null, null, null, 60, null));
        speakers.announce(speaker, 1250);
        Announcement said = take().getFirst();
        assertThat(said.text()).isEqualTo("微信进账十二点五元");
        assertThat(said.expiresAt()).isEqualTo(said.createdAt().plusSeconds(60));

        choose(TestSpeakers.stallOf(speaker), new SpeechChoice("SHORT", "", "en", null, null, null, null, null, null));
        speakers.announce(speaker, 200);
        assertThat(take().getFirst().text()).isEqualTo("Received 2.00 yuan");
    }

    private void choose(StallKey stall, SpeechChoice choice) {
        plans.choose(stall, choice);
    }

    private static SpeechChoice quiet(int from, int until) {
        return new SpeechChoice("", "", "", null, null, from, until, null, null);
    }

    private List<Announcement> take() {
        List<Announcement> taken = new ArrayList<>();
        ledger.send(SpeakerKey.of(speaker), 10, taken::add);
        return taken;
    }
}
