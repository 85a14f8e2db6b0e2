/** Makes the 64-bit, time-ordered ids of all rows; the market's shard can be read from them. */
package org.caishi.platform;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidFactory;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Ids of 63 bits: 41 of milliseconds since 2020, 8 of shard ({@code market_id mod 256}), 4 of node, 10 of counter.
 * Sixteen nodes may each make 1,024 ids a millisecond and shard; beyond that the counter borrows from the next
 * millisecond. A clock that jumps back repeats no id while the process lives.
 */
@Component
public final class Ids {
    private static final int SHARDS = 256;
    private static final int NODES = 16;
    private static final int NODE_BITS = 12;
    private static final int SHARD_SHIFT = 14;
    private static final int TIME_SHIFT = 22;

    private final AtomicReferenceArray<TsidFactory> factories = new AtomicReferenceArray<>(SHARDS);
    private final AtomicLongArray earliestMillis = new AtomicLongArray(SHARDS);
    private final Clock clock;
    private final int node;

    public Ids(Clock clock, @Value("${caishi.node:0}") int node) {
        if (node < 0 || node >= NODES) {
            throw new IllegalArgumentException("caishi.node runs from 0 to 15, not " + node);
        }
        this.clock = clock;
        this.node = node;
    }

    /** A new id for a row of this market; market 0 is the platform itself. */
    public long next(long marketId) {
        int shard = (int) Math.floorMod(marketId, (long) SHARDS);
        TsidFactory factory = factories.get(shard);
        if (factory == null) {
            factories.compareAndSet(shard, null, newFactory(shard));
            factory = factories.get(shard);
        }
        return factory.create().toLong();
    }

    /**
     * A new id for a row of this market that is greater than the one given. Where this machine's clock is behind the
     * one that made that id, all further ids of the shard begin a millisecond after it.
     */
    public long nextAfter(long marketId, long id) {
        long next = next(marketId);
        if (next > id) {
            return next;
        }
        int shard = (int) Math.floorMod(marketId, (long) SHARDS);
        earliestMillis.accumulateAndGet(shard, (id >>> TIME_SHIFT) + Tsid.TSID_EPOCH + 1, Math::max);
        return next(marketId);
    }

    /** The shard that was written into an id: {@code market_id mod 256}. */
    public static int shardOf(long id) {
        return (int) (id >>> SHARD_SHIFT) & (SHARDS - 1);
    }

    private TsidFactory newFactory(int shard) {
        return TsidFactory.builder()
                .withTimeFunction(() -> Math.max(clock.millis(), earliestMillis.get(shard)))
                .withNodeBits(NODE_BITS)
                .withNode(shard * NODES + node)
                .build();
    }
}
