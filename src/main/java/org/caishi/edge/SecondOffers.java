/** Offers the centre once more what it had refused, when somebody says that the cause is mended. */
package org.caishi.edge;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeMessages.Acks;
import org.caishi.scale.SaleAck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In the forwarder's thread, a batch at a time beside the new sales. A sale lies aside until the centre has taken it: told
 * twice, it is booked once. What is refused again stays, with its new reason; a stop forgets who was still to be asked.
 */
final class SecondOffers {
    private static final Logger LOG = LoggerFactory.getLogger(SecondOffers.class);

    /** At one asking; more is for another one. */
    private static final int MOST = 10_000;

    private static final long WAIT = Duration.ofSeconds(2).toNanos();

    /** Names of files that are to be offered from the beginning; handed over between threads under the lock. */
    private List<String> asked = List.of();

    /** Names of files. */
    private final Deque<String> offers = new ArrayDeque<>();

    private final SaleBuffer buffer;
    private final EdgeCentre centre;
    private long notBefore = System.nanoTime();
    private int taken;
    private int refused;

    SecondOffers(SaleBuffer buffer, EdgeCentre centre) {
        this.buffer = buffer;
        this.centre = centre;
    }

    /** May be called by any thread; how many will be offered. */
    synchronized int begin() {
        asked = buffer.refusedNames(MOST);
        return asked.size();
    }

    private synchronized List<String> newlyAsked() {
        List<String> names = asked;
        asked = List.of();
        return names;
    }

    /** Whether there is something to offer at once. */
    synchronized boolean isReady() {
        return !asked.isEmpty() || !offers.isEmpty() && System.nanoTime() - notBefore >= 0;
    }

    /** Offers one batch, if it is time for one. */
    void offer() throws InterruptedException {
        List<String> names = newlyAsked();
        if (!names.isEmpty()) {
            offers.clear();
            offers.addAll(names);
            notBefore = System.nanoTime();
        }
        List<Offered> batch = isReady() ? batch() : List.of();
        if (batch.isEmpty()) {
            return;
        }
        switch (centre.forward(batch.stream().map(Offered::sale).toList())) {
            case Answer.Told<Acks>(Acks(var acks)) -> settle(batch, acks);
            case Answer.Unchanged<Acks> _ -> throw new IllegalStateException("no answer to sales");
            case Answer.Away<Acks> _ -> later(batch);
        }
        if (offers.isEmpty()) {
            LOG.info("of what was set aside the centre has taken {} and refused {} again", taken, refused);
            taken = 0;
            refused = 0;
        }
    }

    private List<Offered> batch() {
        List<Offered> batch = new ArrayList<>();
        int bytes = 0;
        while (!offers.isEmpty() && batch.size() < EdgeMessages.MOST_BATCH) {
            String name = offers.getFirst();
            Optional<BufferedSale> sale = buffer.setAside(name);
            int length = sale.map(found -> found.message().length + 1).orElse(0);
            if (bytes + length > EdgeMessages.MOST_BATCH_BYTES) {
                break;
            }
            bytes += length;
            offers.removeFirst();
            sale.ifPresentOrElse(
                    found -> batch.add(new Offered(name, found)),
                    () -> LOG.warn("{} is not what was set aside and is not offered", name));
        }
        return batch;
    }

    private void settle(List<Offered> batch, List<@Nullable SaleAck> acks) {
        Iterator<@Nullable SaleAck> answers = acks.iterator();
        List<Offered> unsettled = new ArrayList<>();
        for (Offered offered : batch) {
            SaleAck ack = answers.next();
            if (ack == null || !isSettled(offered, ack)) {
                unsettled.add(offered);
            }
        }
        if (!unsettled.isEmpty()) {
            later(unsettled);
        }
    }

    private boolean isSettled(Offered offered, SaleAck ack) {
        try {
            if (ack.isAccepted()) {
                buffer.taken(offered.name);
                taken++;
            } else {
                buffer.refused(offered.sale, String.valueOf(ack.reason()), String.valueOf(ack.words()));
                refused++;
            }
            return true;
        } catch (UncheckedIOException e) {
            LOG.warn("what became of {} cannot be written: {}", offered.name, e.toString());
            return false;
        }
    }

    /** The oldest first again, in a while. */
    private void later(List<Offered> batch) {
        batch.reversed().forEach(offered -> offers.addFirst(offered.name));
        notBefore = System.nanoTime() + WAIT;
    }

    private record Offered(String name, BufferedSale sale) {}
}
