/** What the simulated services do later: one clock hand for all of it, the work on virtual threads. */
package org.caishi.simulator.wallet;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.caishi.simulator.SimulatorSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnProperty("caishi.demo")
public class Delays {
    private static final Logger log = LoggerFactory.getLogger(Delays.class);

    private final SimulatorSettings settings;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor hand = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("simulated-channels").factory());

    Delays(SimulatorSettings settings) {
        this.settings = settings;
        hand.setRemoveOnCancelPolicy(true);
        hand.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs work after a delay of the real service, scaled by {@code caishi.simulator.retry-scale}. */
    public void after(Duration real, Runnable work) {
        exactlyAfter(settings.scaled(real), work);
    }

    /** Runs work after a delay as it is. */
    public void exactlyAfter(Duration delay, Runnable work) {
        try {
            if (delay.isZero()) {
                workers.execute(guarded(work));
            } else {
                var _ = hand.schedule(() -> workers.execute(guarded(work)), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException stopping) {
            log.debug("the simulator is stopping: what was due later is left");
        }
    }

    @PreDestroy
    void close() {
        hand.shutdownNow();
        workers.shutdownNow();
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException broken) {
                log.warn("a simulated service could not do what was due", broken);
            }
        };
    }
}
