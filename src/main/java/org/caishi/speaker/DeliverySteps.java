/** Commits the steps of many speakers' announcements together: a market at noon makes hundreds a second. */
package org.caishi.speaker;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

@Component
class DeliverySteps {
    private static final int BATCH = 500;
    private static final String SENT = "SENT";
    private static final String ACKED = "ACKED";
    private static final String QUEUED = "QUEUED";

    private final DeliveryStepRows rows;
    private final DeliveryRows announcements;
    private final Ids ids;
    private final Transactions transactions;
    private final GroupCommit<Marked, Boolean> commit;

    DeliverySteps(
            DeliveryStepRows rows,
            DeliveryRows announcements,
            Ids ids,
            Transactions transactions,
            MeterRegistry meters) {
        this.rows = rows;
        this.announcements = announcements;
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

    /**
     * A step on its way.
     *
     * @param mark its own, left on the row that it moves
     */
    private record Marked(DeliveryStep step, long mark) {}

    /** Kind by kind, in the order in which an announcement takes them, so that each kind is one JDBC batch. */
    private List<Boolean> take(List<Marked> batch) {
        List<Integer> order = IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparing(i -> batch.get(i).step().kind()))
                .toList();
        return transactions.run(() -> {
            order.forEach(i -> add(batch.get(i).step(), batch.get(i).mark()));
            int[] counts = rows.flush().stream()
                    .map(BatchResult::getUpdateCounts)
                    .flatMapToInt(Arrays::stream)
                    .toArray();
            Boolean[] moved = new Boolean[batch.size()];
            for (int i = 0; i < counts.length; i++) {
                Marked marked = batch.get(order.get(i));
                if (counts[i] == 1) {
                    rows.add(marked.step(), marked.mark());
                }
                moved[order.get(i)] = counts[i] == 1 || tookBefore(marked);
            }
            rows.flush();
            return List.of(moved);
        });
    }

    /** Where the answer to a COMMIT was lost the batch runs again and moves nothing: what bears its mark, it has moved. */
    private boolean tookBefore(Marked marked) {
        DeliveryStep step = marked.step();
        return announcements.bears(step.speaker().marketId(), step.id(), marked.mark());
    }

    private void add(DeliveryStep step, long mark) {
        switch (step.kind()) {
            case SENT -> rows.sent(step, mark);
            case SENT_FOR_GOOD -> rows.sentForGood(step, mark);
            case SENT_AGAIN -> rows.sentAgain(step, mark);
            case ACKED -> rows.acked(step, mark);
            case SPOKEN -> rows.spoken(step, mark);
            case LATE -> rows.ended(step, mark, "EXPIRED", QUEUED, QUEUED);
            case EXPIRED -> rows.ended(step, mark, "EXPIRED", SENT, ACKED);
            case FAILED -> rows.ended(step, mark, "FAILED", SENT, ACKED);
            case UNREACHED -> rows.ended(step, mark, "EXPIRED", SENT, SENT);
            case UNHEARD -> rows.ended(step, mark, "FAILED", SENT, SENT);
            case RETURNED -> rows.returned(step, mark);
            case PASSED_ON -> rows.passedOn(step, mark, QUEUED);
            case DECLINED -> rows.passedOn(step, mark, ACKED);
            case DUPLICATE -> rows.duplicate(step, mark);
        }
    }

    @PreDestroy
    void close() {
        commit.close();
    }
}
