/** Takes the sales of the scales that hang on this edge: a sale is acknowledged when it is on this machine's disk. */
package org.caishi.edge;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.LongAdder;
import org.caishi.device.Device;
import org.caishi.platform.GroupCommit;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Rejection;
import org.caishi.scale.SaleAck;
import org.caishi.scale.SaleTaker;
import org.caishi.scale.ScaleSignal.Sale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scales that wait at the same time share one write to the disk. */
final class EdgeSales implements SaleTaker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeSales.class);
    private static final int BATCH = 32;

    private final SaleMemory memory;
    private final Runnable added;
    private final GroupCommit<BufferedSale, SaleBuffer.Kept> commit;
    private final LongAdder rejected = new LongAdder();
    private volatile boolean full;

    /**
     * @param memory of the sales that are in the buffer already
     * @param added is called after a sale has been stored
     */
    EdgeSales(SaleBuffer buffer, SaleMemory memory, Runnable added) {
        this.memory = memory;
        this.added = added;
        this.commit = new GroupCommit<>("edge-sale", 1, BATCH, buffer::add, new SimpleMeterRegistry());
    }

    @Override
    public SaleAck take(Device device, Sale sale) {
        if (!sale.serial().equals(device.serial())) {
            return SaleAck.refused(
                    device.serial(),
                    sale.sequence(),
                    "serial",
                    "signed by " + device.serial() + ", told of " + sale.serial());
        }
        BufferedSale told = new BufferedSale(
                0, sale.serial(), sale.sequence(), sale.original().toArray());
        return switch (memory.seen(told)) {
            case SAME -> SaleAck.accepted(sale.serial(), sale.sequence());
            case OTHER ->
                SaleAck.refused(
                        sale.serial(),
                        sale.sequence(),
                        "sequence",
                        "seq " + sale.sequence() + " has come before with other content");
            case NEVER -> store(told);
        };
    }

    private SaleAck store(BufferedSale sale) {
        try {
            return switch (commit.submit(0, sale)) {
                case STORED -> {
                    full = false;
                    memory.remember(sale);
                    added.run();
                    yield SaleAck.accepted(sale.serial(), sale.sequence());
                }
                case FULL -> later(sale, "the edge's buffer is full");
                case NO_ROOM -> later(sale, "the edge's disk is nearly full");
            };
        } catch (UncheckedIOException noRoom) {
            return later(sale, "the edge's disk takes nothing");
        }
    }

    /** By the published protocol an answer without a number is none to any sale: the scale keeps it and tells it again. */
    private SaleAck later(BufferedSale sale, String why) {
        if (!full) {
            LOG.error("{}: sales stay on their scales until the centre answers", why);
            full = true;
        }
        return SaleAck.refused(sale.serial(), null, "full", why + ": tell sale " + sale.sequence() + " again later");
    }

    boolean isFull() {
        return full;
    }

    /** The scale is told at once and keeps it; here it is a line for whoever looks after the edge. */
    @Override
    public void noteUnread(
            Device device, @Nullable Long sequence, Rejection reason, String words, MessageBytes message) {
        LOG.warn("sale {} of scale {} cannot be read ({}): {}", sequence, device.serial(), reason.word(), words);
    }

    @Override
    public void countRejected(Device device, String reason) {
        rejected.increment();
    }

    /** Frames and messages that were thrown away since the start. */
    long rejected() {
        return rejected.sum();
    }

    @Override
    public void close() {
        commit.close();
    }
}
