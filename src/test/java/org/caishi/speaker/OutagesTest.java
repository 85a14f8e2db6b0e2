/** What a speaker missed while it was away it tells in one sentence, once. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class OutagesTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    DeliveryLedger ledger;

    @Autowired
    Outages outages;

    @Test
    void oneSummaryTellsWhatExpired() {
        Device speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        speakers.book(speaker, speakers.now().minusSeconds(31), 1250, 1000, 310);
        outages.tell(List.of(speaker.marketId()));
        assertThat(take(speaker)).as("it is still away").isEmpty();

        speakers.isThere(speaker);
        List<Announcement> told = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            told.addAll(take(speaker));
            return !told.isEmpty();
        });
        assertThat(told).singleElement().satisfies(summary -> {
            assertThat(summary.text()).isEqualTo("您有3笔收款，共二十五点六元");
            assertThat(summary.event()).isEqualTo("SUMMARY");
            assertThat(summary.amountFen()).isEqualTo(2560);
        });
        ledger.book(SpeakerKey.of(speaker), told.getFirst().announcementId(), SpeakerAnswer.PLAYED);
        for (int again = 0; again < 5; again++) {
            outages.tell(List.of(speaker.marketId()));
        }
        assertThat(speakers.rows(speaker, "event", String.class))
                .containsExactly("RECEIVED", "RECEIVED", "RECEIVED", "SUMMARY");
        assertThat(speakers.rows(speaker, "state", String.class))
                .containsExactly("EXPIRED", "EXPIRED", "EXPIRED", "SPOKEN");
    }

    @Test
    void manyWhoLookAtOnceWriteOneSummary() throws Exception {
        Device speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        speakers.book(speaker, speakers.now().minusSeconds(31), 100, 200);
        speakers.isThere(speaker);
        try (var lookers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                lookers.execute(() -> outages.tell(List.of(speaker.marketId())));
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> speakers.rows(speaker, "event", String.class).contains("SUMMARY"));
        assertThat(speakers.rows(speaker, "event", String.class)).containsOnlyOnce("SUMMARY");
    }

    private List<Announcement> take(Device speaker) {
        List<Announcement> taken = new ArrayList<>();
        ledger.sendUntilAnswered(SpeakerKey.of(speaker), 10, taken::add);
        return taken;
    }
}
