/** Speakers that ask over HTTP and wait for the answer: a bell for each, and a bound on how many wait. */
package org.caishi.speaker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.LinkKind;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

@Component
class PollingSpeakers implements DeliveryWay {
    private static final int WAITING = 4_000;

    /** Announcements an answer; the speaker asks again at once. */
    private static final int MOST = 10;

    private final ConcurrentMap<SpeakerKey, Semaphore> bells = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(WAITING);
    private final DeliveryLedger ledger;
    private volatile boolean closing;

    PollingSpeakers(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean leadsTo(Device speaker) {
        return speaker.kind() == DeviceKind.SPEAKER
                && speaker.link() == LinkKind.HTTP
                && !speaker.protocol().equals(PushedSpeakers.PROTOCOL)
                && !speaker.protocol().equals(StreamedSpeakers.PROTOCOL);
    }

    /** It is told until when it may speak. */
    @Override
    public boolean forgetsInTime() {
        return true;
    }

    /** A speaker that does not wait just now asks soon. */
    @Override
    public void deliver(Device speaker) {
        Semaphore bell = bells.get(SpeakerKey.of(speaker));
        if (bell != null) {
            bell.release();
        }
    }

    /** What the speaker is to say next. */
    List<Announcement> next(Device speaker, Duration wait) throws InterruptedException {
        return next(speaker, wait, () -> taken(speaker));
    }

    /**
     * What a look finds; waits while there is nothing. A speaker that asks again has given up its former question, which
     * is answered with nothing.
     *
     * @throws ResponseStatusException with 503 when too many wait
     */
    <T> List<T> next(Device speaker, Duration wait, Supplier<List<T>> look) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        SpeakerKey key = SpeakerKey.of(speaker);
        Semaphore bell = new Semaphore(0);
        Semaphore former = bells.put(key, bell);
        if (former != null) {
            former.release();
        }
        try {
            return next(key, bell, System.nanoTime() + wait.toNanos(), look);
        } finally {
            bells.remove(key, bell);
            places.release();
        }
    }

    private <T> List<T> next(SpeakerKey speaker, Semaphore bell, long until, Supplier<List<T>> look)
            throws InterruptedException {
        do {
            List<T> taken = look.get();
            if (!taken.isEmpty()) {
                return taken;
            }
        } while (bell.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)
                && bells.get(speaker) == bell
                && !closing);
        return List.of();
    }

    /** What waits for it now; with that it is sent. */
    List<Announcement> taken(Device speaker) {
        List<Announcement> taken = new ArrayList<>();
        ledger.sendUntilAnswered(SpeakerKey.of(speaker), MOST, taken::add);
        return taken;
    }

    /** The web server waits for open requests before it stops: these need not be waited for. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        bells.values().forEach(Semaphore::release);
    }
}
