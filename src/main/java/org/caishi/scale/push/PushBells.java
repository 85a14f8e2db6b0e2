/** Wakes whoever sends goods to a scale when there is something for it. */
package org.caishi.scale.push;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
class PushBells {
    /** One entry a scale of this node for which somebody waits or goods were put. */
    private final ConcurrentMap<Long, Semaphore> bells = new ConcurrentHashMap<>();

    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    /** Is told the id of each scale for which there is something. */
    void listen(LongConsumer listener) {
        listeners.add(listener);
    }

    /** Rings when the transaction of the caller is committed; at once where there is none. */
    void ringAfterCommit(long deviceId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            ring(deviceId);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ring(deviceId);
            }
        });
    }

    void ring(long deviceId) {
        bell(deviceId).release();
        listeners.forEach(listener -> listener.accept(deviceId));
    }

    void await(long deviceId, Duration atMost) throws InterruptedException {
        Semaphore bell = bell(deviceId);
        bell.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        bell.drainPermits();
    }

    /** The web server waits for open requests before it stops: these need not be waited for. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        bells.values().forEach(Semaphore::release);
    }

    private Semaphore bell(long deviceId) {
        return bells.computeIfAbsent(deviceId, id -> new Semaphore(0));
    }
}
