/** Steps that are committed together: each is taken by one, and each caller hears of his own. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.speaker.DeliveryStep.Kind;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class DeliveryStepsTest {
    private static final int ANNOUNCEMENTS = 60;
    private static final int CLAIMANTS = 5;

    @Autowired
    TestSpeakers speakers;

    @Autowired
    DeliverySteps steps;

    @Test
    void manyClaimTheSameStepsAndEachIsTakenOnce() throws Exception {
        // HTTP: nobody polls, so that nobody but this test moves the rows.
        Device speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        speakers.announce(
                speaker,
                IntStream.range(1, ANNOUNCEMENTS + 1).mapToLong(i -> i * 100L).toArray());
        SpeakerKey key = SpeakerKey.of(speaker);
        List<Long> ids = speakers.ids(speaker).stream()
                .map(id -> AnnouncementId.parse(id).orElseThrow())
                .toList();

        assertThat(claims(Kind.SENT, key, ids)).containsOnly(1L);
        assertThat(claims(Kind.ACKED, key, ids.subList(0, 20))).containsOnly(1L);
        assertThat(claims(Kind.LATE, key, ids)).as("they were sent").containsOnly(0L);
        assertThat(claims(Kind.SPOKEN, key, ids.subList(0, 40))).containsOnly(1L);
        assertThat(claims(Kind.RETURNED, key, ids.subList(30, 60)))
                .as("what was spoken never goes back")
                .startsWith(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)
                .endsWith(1L, 1L, 1L, 1L, 1L);
        assertThat(speakers.states(speaker)).containsOnly("SPOKEN", "QUEUED");
        assertThat(speakers.states(speaker).subList(0, 40)).containsOnly("SPOKEN");
    }

    /** How many of those who tried at once were told that the step was theirs, announcement by announcement. */
    private List<Long> claims(Kind kind, SpeakerKey speaker, List<Long> ids) throws Exception {
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (long id : ids) {
            for (int i = 0; i < CLAIMANTS; i++) {
                claims.add(() -> steps.take(DeliveryStep.of(kind, speaker, id, speakers.now())));
            }
        }
        List<Boolean> taken = new ArrayList<>();
        try (ExecutorService claimants = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> claim : claimants.invokeAll(claims)) {
                taken.add(claim.get());
            }
        }
        return IntStream.range(0, ids.size())
                .mapToObj(i -> taken.subList(i * CLAIMANTS, (i + 1) * CLAIMANTS).stream()
                        .filter(mine -> mine)
                        .count())
                .toList();
    }
}
