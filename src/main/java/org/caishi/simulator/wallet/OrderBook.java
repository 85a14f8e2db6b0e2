/** A service's book of orders: in memory, bounded, changed one order at a time, written down in a journal. */
package org.caishi.simulator.wallet;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An order is an immutable value in a concurrent map and changes by replacement under the map's own lock of that one key:
 * two requests for one order take turns, requests for different orders never wait for each other.
 */
public final class OrderBook<T extends OrderBook.Entry> {
    /** How many unfinished old orders are passed over before the oldest goes all the same: the bound outranks them. */
    private static final int PASSED_OVER = 16;

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final ConcurrentHashMap<String, T> byNumber = new ConcurrentHashMap<>();
    /** Every other name of an order → the merchant's number. */
    private final ConcurrentHashMap<String, String> numberOf = new ConcurrentHashMap<>();

    private final Queue<String> byAge = new ConcurrentLinkedQueue<>();
    private final AtomicLong sequence =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    private final int capacity;
    private final Journal<T> journal;
    private final Clock clock;

    /** An order with all that happened to it. */
    public interface Entry {
        /** The merchant's number. */
        String number();

        /** Whether it waits for its payer. */
        boolean isOpen();

        /** Every other name by which it is found, each with its kind before it, e.g. {@code refund:R1}. */
        Stream<String> names();
    }

    /** What the journal remembers is there again. */
    public OrderBook(int capacity, Journal<T> journal, Clock clock) {
        this.capacity = capacity;
        this.journal = journal;
        this.clock = clock;
        journal.read(this::recall);
    }

    /** Adds an order, or says what the one of the same number becomes, which may be refused by throwing. */
    public T open(String number, Supplier<T> fresh, UnaryOperator<T> again) {
        T opened = byNumber.compute(number, (_, existing) -> {
            if (existing != null) {
                return again.apply(existing);
            }
            T order = fresh.get();
            byAge.add(number);
            index(order);
            journal.append(order);
            return order;
        });
        dropOldest();
        return opened;
    }

    /** Replaces an order by what becomes of it; empty when there is none of that number. */
    public Optional<T> change(String number, UnaryOperator<T> change) {
        return Optional.ofNullable(byNumber.computeIfPresent(number, (_, before) -> {
            T after = change.apply(before);
            if (!after.equals(before)) {
                index(after);
                journal.append(after);
            }
            return after;
        }));
    }

    public Optional<T> find(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** By one of {@link Entry#names}. */
    public Optional<T> byName(String name) {
        return Optional.ofNullable(numberOf.get(name)).map(byNumber::get);
    }

    public Stream<T> all() {
        return byNumber.values().stream();
    }

    /** A number of the service: a prefix that tells its kind, the day, a sequence. */
    public String nextId(String prefix) {
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofInstant(clock.instant(), BEIJING));
        return "%s%s%016d".formatted(prefix, day, sequence.incrementAndGet());
    }

    private void recall(T order) {
        if (byNumber.put(order.number(), order) == null) {
            byAge.add(order.number());
        }
        index(order);
        dropOldest();
    }

    private void index(T order) {
        order.names().forEach(name -> numberOf.put(name, order.number()));
    }

    private void dropOldest() {
        int passedOver = 0;
        while (byNumber.mappingCount() > capacity) {
            String oldest = byAge.poll();
            if (oldest == null) {
                return;
            }
            T order = byNumber.get(oldest);
            if (order != null && order.isOpen() && passedOver++ < PASSED_OVER) {
                byAge.add(oldest);
            } else if (order != null) {
                byNumber.remove(oldest);
                order.names().forEach(numberOf::remove);
            }
        }
    }
}
