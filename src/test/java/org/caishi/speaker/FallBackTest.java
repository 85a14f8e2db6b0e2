/** Of several speakers at a stall one says a sum: the first that is there, and another only when that one has not. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.platform.Transactions;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class FallBackTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    DeliveryLedger ledger;

    @Autowired
    StallSpeakers order;

    @Autowired
    Transactions transactions;

    Device first;
    Device second;

    @BeforeEach
    void register() {
        first = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        second = speakers.registerBeside(first, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
    }

    @Test
    void theFirstIsAskedAndToldThatItsTimeIsShort() {
        speakers.isThere(first);
        speakers.isThere(second);
        speakers.announce(first, 1250);

        assertThat(take(second)).isEmpty();
        Announcement asked = take(first).getFirst();
        assertThat(asked.expiresAt()).isBefore(asked.createdAt().plus(DeliveryLedger.TURN.plusSeconds(2)));
        answer(first, asked, SpeakerAnswer.PLAYED);
        assertThat(speakers.states(first)).containsExactly("SPOKEN");
    }

    @Test
    void whoIsGoneIsNotAsked() {
        speakers.isThere(second);
        speakers.announce(first, 1250);

        Announcement asked = take(second).getFirst();
        assertThat(asked.expiresAt())
                .as("nobody comes after it")
                .isEqualTo(asked.createdAt().plus(Announcements.NEWS));
        assertThat(take(first)).isEmpty();
    }

    @Test
    void theSecondIsAskedWhenTheFirstDoesNotAnswerAndItsLateAnswerIsADuplicate() {
        speakers.isThere(first);
        speakers.isThere(second);
        speakers.announce(first, 1250);
        Announcement asked = take(first).getFirst();

        List<Announcement> taken = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            taken.addAll(take(second));
            return !taken.isEmpty();
        });
        assertThat(taken)
                .singleElement()
                .satisfies(next -> assertThat(next.announcementId()).isEqualTo(asked.announcementId()));
        assertThat(speakers.now())
                .as("the first had been told that its time was over")
                .isAfter(asked.expiresAt());
        answer(first, asked, SpeakerAnswer.PLAYED);
        assertThat(speakers.states(first)).as("it is not the first's any more").containsExactly("SENT");
        answer(second, taken.getFirst(), SpeakerAnswer.PLAYED);

        assertThat(speakers.states(first)).containsExactly("SPOKEN");
        assertThat(speakers.rows(first, "device_id", Long.class)).containsExactly(second.deviceId());
        assertThat(speakers.rows(first, "duplicates", Integer.class)).containsExactly(1);
        assertThat(speakers.rows(first, "passed_on", Integer.class)).containsExactly(1);
        assertThat(speakers.steps(first)).containsExactly("SENT", "PASSED_ON", "SENT", "DUPLICATE", "SPOKEN");
    }

    @Test
    void whatTheFirstCannotSayTheSecondIsAskedAtOnce() {
        speakers.isThere(first);
        speakers.isThere(second);
        speakers.announce(first, 1250);
        answer(first, take(first).getFirst(), SpeakerAnswer.FAILED);

        Announcement asked = take(second).getFirst();
        answer(second, asked, SpeakerAnswer.FAILED);
        assertThat(speakers.states(first)).as("there is no third").containsExactly("FAILED");
        assertThat(speakers.steps(first)).containsExactly("SENT", "DECLINED", "SENT", "FAILED");
    }

    @Test
    void theOrderCanBeChosen() {
        speakers.isThere(first);
        speakers.isThere(second);
        StallKey stall = TestSpeakers.stallOf(first);
        transactions.run(() -> order.place(stall, List.of(second.deviceId(), first.deviceId())));
        speakers.announce(first, 1250);

        assertThat(take(first)).isEmpty();
        assertThat(take(second)).hasSize(1);
    }

    private List<Announcement> take(Device speaker) {
        List<Announcement> taken = new ArrayList<>();
        ledger.sendUntilAnswered(SpeakerKey.of(speaker), 10, taken::add);
        return taken;
    }

    private void answer(Device speaker, Announcement announcement, SpeakerAnswer answer) {
        ledger.book(SpeakerKey.of(speaker), announcement.announcementId(), answer);
    }
}
