/** Commits the steps of many speakers' announcements together: a market at noon makes hundreds a second. */
package org.caishi.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.DeliveryCourseRows.Standing;
import org.springframework.stereotype.Component;

@Component
class DeliverySteps {
    private static final int BATCH = 500;

    private final DeliveryCourseRows courses;
    private final DeliveryStepRows rows;
    private final Ids ids;
    private final Transactions transactions;
    private final GroupCommit<Marked, Boolean> commit;

    DeliverySteps(
            DeliveryCourseRows courses,
            DeliveryStepRows rows,
            Ids ids,
            Transactions transactions,
            MeterRegistry meters) {
        this.courses = courses;
        this.rows = rows;
        this.ids = ids;
        this.transactions = transactions;
        this.commit = new GroupCommit<>("delivery", 1, BATCH, this::take, meters);
    }

    /**
     * Takes a step and waits until it is committed. Two steps of one announcement keep their order.
     *
     * @return whether this step moved the row; false when somebody else had, or its state did not allow it
     * @throws GroupCommit.Busy when too much waits: nothing was changed
     */
    boolean take(DeliveryStep step) {
        return commit.submit(
                step.speaker().deviceId(),
                new Marked(step, ids.next(step.speaker().marketId())));
    }

    /** Lock, look, decide, write: one question a market and two statements, however many steps there are. */
    private List<Boolean> take(List<Marked> batch) {
        boolean isSeenAgain = batch.stream().anyMatch(marked -> marked.isTried);
        batch.forEach(marked -> marked.isTried = true);
        return transactions.run(() -> {
            Set<Long> takenBefore = isSeenAgain ? takenBefore(batch) : Set.of();
            Map<Key, Held> held = lock(batch);
            Map<Key, Held> moved = new TreeMap<>();
            List<Boolean> answers = new ArrayList<>(batch.size());
            for (Marked marked : batch) {
                if (takenBefore.contains(marked.mark)) {
                    answers.add(true);
                    continue;
                }
                Optional<Held> next =
                        Optional.ofNullable(held.get(marked.key())).flatMap(row -> row.after(marked.step));
                next.ifPresent(row -> {
                    held.put(marked.key(), row);
                    moved.put(marked.key(), row);
                    rows.add(marked.step, marked.mark);
                });
                answers.add(next.isPresent());
            }
            rows.flush();
            moved.values().forEach(row -> rows.write(row.standing, row.course));
            rows.flush();
            return answers;
        });
    }

    /** Where the answer to a COMMIT was lost the batch runs again: what bears its mark, it has taken. */
    private Set<Long> takenBefore(List<Marked> batch) {
        Set<Long> taken = new HashSet<>();
        byMarket(batch)
                .forEach((marketId, steps) -> taken.addAll(courses.taken(
                        marketId,
                        idsOf(steps),
                        steps.stream().map(marked -> marked.mark).toList())));
        return taken;
    }

    /** In the order of their keys, as every lock. */
    private Map<Key, Held> lock(List<Marked> batch) {
        Map<Key, Held> held = new HashMap<>();
        byMarket(batch)
                .forEach((marketId, steps) -> courses.lock(marketId, idsOf(steps))
                        .forEach(
                                row -> held.put(new Key(marketId, row.announcementId()), new Held(row, row.course()))));
        return held;
    }

    private static Map<Long, List<Marked>> byMarket(List<Marked> batch) {
        return batch.stream()
                .collect(Collectors.groupingBy(
                        marked -> marked.step.speaker().marketId(), TreeMap::new, Collectors.toList()));
    }

    private static List<Long> idsOf(List<Marked> steps) {
        return steps.stream()
                .map(marked -> marked.step.id())
                .sorted()
                .distinct()
                .toList();
    }

    @PreDestroy
    void close() {
        commit.close();
    }

    private record Key(long marketId, long announcementId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int markets = Long.compare(marketId, other.marketId);
            return markets != 0 ? markets : Long.compare(announcementId, other.announcementId);
        }
    }

    /** A locked row, and how far the batch's steps have taken it. */
    private record Held(Standing standing, DeliveryCourse course) {
        Optional<Held> after(DeliveryStep step) {
            return course.after(step).map(next -> new Held(standing, next));
        }
    }

    /** A step on its way; only the writer's thread looks at it. */
    private static final class Marked {
        private final DeliveryStep step;

        /** Its own: the id of the row that is written when it is taken. */
        private final long mark;

        private boolean isTried;

        Marked(DeliveryStep step, long mark) {
            this.step = step;
            this.mark = mark;
        }

        Key key() {
            return new Key(step.speaker().marketId(), step.id());
        }
    }
}
