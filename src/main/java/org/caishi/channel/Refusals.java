/** Counts refused notices by hour and reason, for people to see; however many come, it costs a few rows. */
package org.caishi.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.caishi.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counted in memory and written down within {@value #SECONDS} s; what a killed process had not written is lost. */
@Component
public class Refusals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int SECONDS = 2;

    private final RefusalRows rows;
    private final Transactions transactions;
    private final Clock clock;
    private final Map<Key, Long> counted = new HashMap<>();
    private boolean writing;

    Refusals(RefusalRows rows, Transactions transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Key(Instant hourAt, long marketId, ChannelName channel, String reason) {
        Refusal times(long refusals) {
            return new Refusal(hourAt, marketId, channel, reason, refusals);
        }
    }

    /**
     * Counts one.
     *
     * @param marketId 0 where no market can be told
     */
    public synchronized void count(long marketId, ChannelName channel, String reason) {
        counted.merge(new Key(clock.instant().truncatedTo(ChronoUnit.HOURS), marketId, channel, reason), 1L, Long::sum);
        if (!writing) {
            writing = true;
            Thread.ofVirtual().name("refusals").start(this::writeSoon);
        }
    }

    /** Those of the hours since then, the newest first. */
    public List<Refusal> since(Instant since, int limit) {
        return rows.since(since, limit);
    }

    public void purge(Instant before) {
        transactions.run(() -> rows.deleteBefore(before));
    }

    @Override
    public void close() {
        write();
    }

    private void writeSoon() {
        LockSupport.parkNanos(Duration.ofSeconds(SECONDS).toNanos());
        synchronized (this) {
            writing = false;
        }
        write();
    }

    private void write() {
        List<Refusal> taken;
        synchronized (this) {
            taken = counted.entrySet().stream()
                    .map(entry -> entry.getKey().times(entry.getValue()))
                    .toList();
            counted.clear();
        }
        try {
            transactions.run(() -> taken.forEach(rows::add));
        } catch (RuntimeException away) {
            LOG.warn("could not write down {} kinds of refused notices; they stay in the log only", taken.size(), away);
        }
    }
}
