/** Brings the buffer's sales to the centre, each scale's in their order, until every one has been answered. */
package org.caishi.edge;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.caishi.device.link.Backoff;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeMessages.Acks;
import org.caishi.scale.SaleAck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded window of the buffer is in memory. A scale whose sale the centre could not store is held back for a while and
 * does not hold up the others; what the centre refuses for ever is set aside.
 */
final class Forwarder implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
    private static final int WINDOW = 500;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration HELD_BACK = Duration.ofSeconds(2);

    private final Semaphore news = new Semaphore(0);
    private final List<BufferedSale> window = new ArrayList<>();
    /** Until when, as {@link System#nanoTime} counts. */
    private final Map<String, Long> heldBack = new HashMap<>();

    private final SaleBuffer buffer;
    private final EdgeCentre centre;
    private final SecondOffers offers;
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private boolean told;

    Forwarder(SaleBuffer buffer, EdgeCentre centre) {
        this.buffer = buffer;
        this.centre = centre;
        this.offers = new SecondOffers(buffer, centre);
    }

    /** There is something new in the buffer. */
    void wake() {
        news.release();
    }

    /**
     * Offers once more what the centre has refused, for its cause may have been mended.
     *
     * @return how many sales
     */
    int offerAgain() {
        int count = offers.begin();
        wake();
        return count;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                round();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        try {
            window.addAll(buffer.next(WINDOW - window.size()));
            List<BufferedSale> batch = batch();
            if (!batch.isEmpty()) {
                forward(batch);
            }
            buffer.forwarded(
                    window.isEmpty() ? buffer.readUpTo() : window.getFirst().number() - 1);
            offers.offer();
            if (batch.isEmpty() && !offers.isReady()) {
                news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            }
        } catch (RuntimeException fault) {
            LOG.error("forwarding stumbled and is tried again", fault);
            Thread.sleep(backoff.next());
        }
    }

    /** The oldest of all scales that are not held back, within the bounds of one request. */
    private List<BufferedSale> batch() {
        long now = System.nanoTime();
        heldBack.values().removeIf(until -> until - now <= 0);
        List<BufferedSale> batch = new ArrayList<>();
        int bytes = 0;
        for (BufferedSale sale : window) {
            if (heldBack.containsKey(sale.serial())) {
                continue;
            }
            bytes += sale.message().length + 1;
            if (batch.size() == EdgeMessages.MOST_BATCH || bytes > EdgeMessages.MOST_BATCH_BYTES) {
                break;
            }
            batch.add(sale);
        }
        return batch;
    }

    private void forward(List<BufferedSale> batch) throws InterruptedException {
        switch (centre.forward(batch)) {
            case Answer.Told<Acks>(Acks(var acks)) -> {
                backoff.reset();
                if (told) {
                    LOG.info("sales are forwarded again");
                    told = false;
                }
                settle(batch, acks);
            }
            case Answer.Unchanged<Acks> _ -> throw new IllegalStateException("no answer to sales");
            case Answer.Away<Acks>(String words) -> {
                if (!told) {
                    LOG.warn("sales wait in the buffer: {}", words);
                    told = true;
                }
                Thread.sleep(backoff.next());
            }
        }
    }

    private void settle(List<BufferedSale> batch, List<@Nullable SaleAck> acks) {
        Set<Long> answered = new HashSet<>();
        Iterator<@Nullable SaleAck> answers = acks.iterator();
        for (BufferedSale sale : batch) {
            SaleAck ack = answers.next();
            if (ack == null) {
                heldBack.put(sale.serial(), System.nanoTime() + HELD_BACK.toNanos());
                continue;
            }
            if (!ack.isAccepted() && !setAside(sale, ack)) {
                heldBack.put(sale.serial(), System.nanoTime() + HELD_BACK.toNanos());
                continue;
            }
            answered.add(sale.number());
        }
        window.removeIf(sale -> answered.contains(sale.number()));
    }

    /** On a full disk it may not be possible: the sale stays in the buffer and is forwarded, and refused, again. */
    private boolean setAside(BufferedSale sale, SaleAck ack) {
        try {
            buffer.refused(sale, String.valueOf(ack.reason()), String.valueOf(ack.words()));
            return true;
        } catch (UncheckedIOException noRoom) {
            LOG.warn(
                    "sale {} of scale {} is refused by the centre and cannot be set aside yet: {}",
                    sale.sequence(),
                    sale.serial(),
                    noRoom.toString());
            return false;
        }
    }
}
