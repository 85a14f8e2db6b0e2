/** Reads what waits for speakers: those who ask while a question is under way share the next one. */
package org.caishi.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.platform.GroupCommit;
import org.springframework.stereotype.Component;

/** One connection serves them all, so that payments never wait for those who read. */
@Component
class AnnouncementQueue {
    private static final int SPEAKERS = 500;

    /** Of one question: half a minute's sums of every speaker that asks. */
    private static final int ROWS = 2_000;

    private final DeliveryRows rows;
    private final InstantSource clock;
    private final GroupCommit<Question, List<Announcement>> questions;

    AnnouncementQueue(DeliveryRows rows, InstantSource clock, MeterRegistry meters) {
        this.rows = rows;
        this.clock = clock;
        this.questions = new GroupCommit<>("announcements", 1, SPEAKERS, this::answer, meters);
    }

    /**
     * The next ones of a speaker, the oldest first; sums that came before those that are only asked for.
     *
     * @throws GroupCommit.Busy when the database is away or too many ask
     */
    List<Announcement> next(SpeakerKey speaker, int most) {
        return questions.submit(0, new Question(speaker, false, most));
    }

    /** The next ones, and what was sent a while ago, is still news and not answered; in the same order. */
    List<Announcement> nextOrUnanswered(SpeakerKey speaker, int most) {
        return questions.submit(0, new Question(speaker, true, most));
    }

    private List<List<Announcement>> answer(List<Question> batch) {
        Instant now = clock.instant();
        Map<Shared, List<Announcement>> found = new HashMap<>();
        batch.stream().collect(Collectors.groupingBy(Shared::of)).forEach((shared, askers) -> {
            List<Long> devices = askers.stream()
                    .map(asker -> asker.speaker.deviceId())
                    .distinct()
                    .toList();
            found.put(shared, read(shared, devices, now, ROWS));
        });
        return batch.stream()
                .map(asker -> {
                    Shared shared = Shared.of(asker);
                    List<Announcement> all = found.getOrDefault(shared, List.of());
                    return all.size() < ROWS
                            ? ofOne(all, asker)
                            : read(shared, List.of(asker.speaker.deviceId()), now, asker.most);
                })
                .toList();
    }

    private List<Announcement> read(Shared shared, List<Long> devices, Instant now, int most) {
        return rows.next(shared.marketId, devices, shared.orUnanswered, now.minus(DeliveryLedger.ANSWER), now, most);
    }

    private static List<Announcement> ofOne(List<Announcement> all, Question asker) {
        return all.stream()
                .filter(announcement -> announcement.deviceId() == asker.speaker.deviceId())
                .limit(asker.most)
                .toList();
    }

    @PreDestroy
    void close() {
        questions.close();
    }

    private record Question(SpeakerKey speaker, boolean orUnanswered, int most) {}

    /** Questions that are alike but for the speaker. */
    private record Shared(long marketId, boolean orUnanswered) {
        static Shared of(Question question) {
            return new Shared(question.speaker.marketId(), question.orUnanswered);
        }
    }
}
