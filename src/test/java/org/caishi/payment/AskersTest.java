/** Questions to channels: several at once, never too many, and none lost over another's failure. */
package org.caishi.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskersTest {
    @Test
    void soManyAreAskedAtOnceAndNoMore() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch eightTogether = new CountDownLatch(8);
        try (Askers askers = new Askers(8)) {
            for (int question = 0; question < 100; question++) {
                askers.ask(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    eightTogether.countDown();
                    waitFor(eightTogether);
                    now.decrementAndGet();
                    asked.incrementAndGet();
                });
            }
        }
        assertThat(asked).hasValue(100);
        assertThat(most).hasValue(8);
    }

    @Test
    void aQuestionThatFailsGivesItsPlaceBack() {
        AtomicInteger asked = new AtomicInteger();
        try (Askers askers = new Askers(2)) {
            for (int question = 0; question < 20; question++) {
                askers.ask(() -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("on purpose: this question fails");
                });
            }
        }
        assertThat(asked).hasValue(20);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("they were not asked together");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
