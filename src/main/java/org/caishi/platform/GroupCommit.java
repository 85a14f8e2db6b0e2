/** Lets many callers share one transaction: what has gathered while the last batch committed is the next batch. */
package org.caishi.platform;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One writer a shard takes whatever waits (up to a bound) and runs it in one transaction. No timer: an item that finds
 * an idle writer is committed at once. A batch that fails is split until the poison item stands alone and fails alone;
 * where no connection or no room is to be had, all are told at once that nothing was taken. Where a connection dies on the way, at
 * COMMIT perhaps, nobody knows what was written: the batch runs again and finds out by its own keys.
 * A full queue refuses at once with {@link Busy}: the caller answers 503.
 *
 * @param <T> what a caller hands in
 * @param <R> what it gets back when the transaction has committed
 */
public final class GroupCommit<T, R> implements AutoCloseable {
    private static final int QUEUE = 20_000;
    private static final int CALLER_WAIT_SECONDS = 30;

    /** A pool may hand out several connections that died together. */
    private static final int RUNS = 4;

    private final List<Writer> writers = new ArrayList<>();
    private final Function<List<T>, List<R>> transaction;
    private final int batchLimit;
    private final DistributionSummary batchSizes;
    private final Timer commits;
    private final Timer waits;
    private volatile boolean open = true;

    /**
     * @param name of the metrics and threads
     * @param shards how many writers; items of one shard keep their order
     * @param batchLimit items a transaction
     * @param transaction runs one batch in one transaction and returns a result an item, in order; retries of deadlocks
     *     are its own matter (see {@link Transactions}). It may see a batch again that it has committed, and must then
     *     look at its keys and answer truly
     */
    public GroupCommit(
            String name, int shards, int batchLimit, Function<List<T>, List<R>> transaction, MeterRegistry meters) {
        this.transaction = transaction;
        this.batchLimit = batchLimit;
        this.batchSizes = meters.summary("caishi.commit.batch", "of", name);
        this.commits = meters.timer("caishi.commit.time", "of", name);
        this.waits = meters.timer("caishi.commit.wait", "of", name);
        for (int shard = 0; shard < shards; shard++) {
            writers.add(new Writer(name + "-" + shard));
        }
        meters.gauge("caishi.commit.queue", Tags.of("of", name), this, GroupCommit::waiting);
    }

    /**
     * Hands in one item and waits until it is committed.
     *
     * @param shardKey items with the same key go through the same writer, in order
     * @throws Busy when too much waits, or the writer is closing: nothing was taken
     * @throws OutcomeUnknown when it took too long: the item may be committed yet
     */
    public R submit(long shardKey, T item) {
        return hand(shardKey, item).await();
    }

    /**
     * Hands in one item without waiting for its commit.
     *
     * @param shardKey items with the same key go through the same writer, in order
     * @throws Busy when too much waits, or the writer is closing: nothing was taken
     */
    public Handed<R> hand(long shardKey, T item) {
        Ticket<T, R> ticket = new Ticket<>(item, System.nanoTime());
        Writer writer = writers.get((int) Math.floorMod(shardKey, (long) writers.size()));
        if (!open || !writer.queue.offer(ticket)) {
            throw new Busy();
        }
        return new Handed<>(ticket.answer);
    }

    /** An item on its way into a transaction. */
    public static final class Handed<R> {
        private final CompletableFuture<R> answer;

        private Handed(CompletableFuture<R> answer) {
            this.answer = answer;
        }

        /**
         * Waits until it is committed.
         *
         * @throws Busy when nothing was taken after all
         * @throws OutcomeUnknown when it took too long: the item may be committed yet
         */
        public R await() {
            try {
                return answer.get(CALLER_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (TimeoutException e) {
                throw new OutcomeUnknown(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OutcomeUnknown(e);
            }
        }
    }

    /** Items that wait for a writer. */
    public int waiting() {
        return writers.stream().mapToInt(writer -> writer.queue.size()).sum();
    }

    /** Takes no more, finishes what waits. */
    @Override
    public void close() {
        open = false;
        writers.forEach(Writer::finish);
    }

    /** Too much waits, or the database is away or out of room; nothing was taken. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("too much is waiting to be written", null, false, false);
        }

        Busy(Exception cause) {
            super("the database takes nothing at the moment", cause, false, false);
        }
    }

    /** No answer in time; the item may yet be committed, so ask before doing it again. */
    public static final class OutcomeUnknown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(Exception cause) {
            super("not known whether it was written", cause);
        }
    }

    private record Ticket<T, R>(T item, long since, CompletableFuture<R> answer) {
        Ticket(T item, long since) {
            this(item, since, new CompletableFuture<>());
        }
    }

    private final class Writer {
        private final BlockingQueue<Ticket<T, R>> queue = new ArrayBlockingQueue<>(QUEUE);
        private final Thread thread;

        Writer(String name) {
            thread = Thread.ofVirtual().name("commit-" + name).start(this::write);
        }

        private void write() {
            List<Ticket<T, R>> batch = new ArrayList<>(batchLimit);
            while (open || !queue.isEmpty()) {
                try {
                    Ticket<T, R> first = queue.poll(100, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    queue.drainTo(batch, batchLimit - 1);
                    run(batch);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } finally {
                    batch.clear();
                }
            }
        }

        private void run(List<Ticket<T, R>> batch) {
            long started = System.nanoTime();
            batch.forEach(ticket -> waits.record(started - ticket.since, TimeUnit.NANOSECONDS));
            try {
                List<R> results = committed(batch.stream().map(Ticket::item).toList(), 1);
                commits.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                batchSizes.record(batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).answer.complete(results.get(i));
                }
            } catch (RuntimeException | Error failure) {
                splitOrFail(batch, failure);
            }
        }

        private List<R> committed(List<T> items, int run) {
            try {
                return transaction.apply(items);
            } catch (RuntimeException failure) {
                if (Transactions.isOutOfRoom(failure)) {
                    throw new Busy(failure);
                }
                if (!Transactions.isDatabaseGone(failure)) {
                    throw failure;
                }
                if (run == 1 && Transactions.gotNoConnection(failure)) {
                    throw new Busy(failure);
                }
                if (run == RUNS || Transactions.gotNoConnection(failure)) {
                    throw new OutcomeUnknown(failure);
                }
            }
            return committed(items, run + 1);
        }

        private void splitOrFail(List<Ticket<T, R>> batch, Throwable failure) {
            if (batch.size() == 1 || failure instanceof Busy || failure instanceof OutcomeUnknown) {
                batch.forEach(ticket -> ticket.answer.completeExceptionally(failure));
                return;
            }
            int half = batch.size() / 2;
            run(List.copyOf(batch.subList(0, half)));
            run(List.copyOf(batch.subList(half, batch.size())));
        }

        private void finish() {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            queue.forEach(ticket -> ticket.answer.completeExceptionally(new Busy()));
        }
    }
}
