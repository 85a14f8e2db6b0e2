/** Tests how long answers are remembered, and that a change is seen at once where it is made. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class ShortMemoryTest {
    private final AtomicInteger row = new AtomicInteger(1);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final ShortMemory<String, Integer> memory = new ShortMemory<>(() -> now);

    @Test
    void anAnswerIsRememberedForFiveSecondsAndForTenAtMost() {
        assertThat(ask()).isEqualTo(1);
        row.set(2);

        now = now.plusSeconds(5);
        assertThat(ask()).isEqualTo(1);
        now = now.plusSeconds(5);
        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void answersOfOneMomentAreNotAllAskedForAtOneMomentAgain() {
        AtomicInteger questions = new AtomicInteger();
        Runnable askAll = () -> IntStream.range(0, 1_000)
                .forEach(key -> memory.get("key" + key, unknown -> questions.incrementAndGet()));
        askAll.run();
        questions.set(0);

        now = now.plusMillis(7_500);
        askAll.run();

        assertThat(questions.get()).isBetween(300, 700);
    }

    @Test
    void whoChangesTheRowReadsItsNewStateAtOnce() {
        ask();
        row.set(2);
        memory.forgetWithTransaction("key");

        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void whatOthersReadBeforeTheCommitIsForgottenAfterIt() {
        new TransactionTemplate(new Transactionless()).executeWithoutResult(status -> {
            memory.forgetWithTransaction("key");
            assertThat(ask()).isEqualTo(1);
            row.set(2);
        });

        assertThat(ask()).isEqualTo(2);
    }

    private int ask() {
        return memory.get("key", key -> row.get());
    }

    /** Transactions of nothing, for their ends. */
    private static final class Transactionless extends AbstractPlatformTransactionManager {
        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return "nothing";
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
