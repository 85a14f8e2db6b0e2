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
import org.caishi.platform.Transactions;
import org.springframework.stereotype.Component;

@Component
class DeliverySteps {
    private static final int BATCH = 500;
    private static final String SENT = "SENT";
    private static final String ACKED = "ACKED";
    private static final String QUEUED = "QUEUED";

    private final DeliveryStepRows rows;
    private final Transactions transactions;
    private final GroupCommit<DeliveryStep, Boolean> commit;

    DeliverySteps(DeliveryStepRows rows, Transactions transactions, MeterRegistry meters) {
        this.rows = rows;
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
        return commit.submit(step.speaker().deviceId(), step);
    }

    /** Kind by kind, in the order in which an announcement takes them, so that each kind is one JDBC batch. */
    private List<Boolean> take(List<DeliveryStep> batch) {
        List<Integer> order = IntStream.range(0, batch.size())
                .boxed()
                .sorted(Comparator.comparing(i -> batch.get(i).kind()))
                .toList();
        int[] counts = transactions.run(() -> {
            order.forEach(i -> add(batch.get(i)));
            return rows.flush().stream()
                    .map(BatchResult::getUpdateCounts)
                    .flatMapToInt(Arrays::stream)
                    .toArray();
        });
        Boolean[] moved = new Boolean[batch.size()];
        for (int i = 0; i < counts.length; i++) {
            moved[order.get(i)] = counts[i] == 1;
        }
        return List.of(moved);
    }

    private void add(DeliveryStep step) {
        switch (step.kind()) {
            case SENT -> rows.sent(step);
            case SENT_AGAIN -> rows.sentAgain(step);
            case ACKED -> rows.acked(step);
            case SPOKEN -> rows.spoken(step);
            case LATE -> rows.ended(step, "EXPIRED", QUEUED, QUEUED);
            case EXPIRED -> rows.ended(step, "EXPIRED", SENT, ACKED);
            case FAILED -> rows.ended(step, "FAILED", SENT, ACKED);
            case UNHEARD -> rows.ended(step, "FAILED", SENT, SENT);
            case RETURNED -> rows.returned(step);
        }
    }

    @PreDestroy
    void close() {
        commit.close();
    }
}
