/** Measures complete sales stored through group commit, and beside it the same rows by plain JDBC. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;

/** As many scales as callers, each telling its next sale when the last is acknowledged. */
final class SalesBench {
    private static final int CALLERS = 1_000;
    private static final int SECONDS = 20;
    private static final int RAW = 50_000;
    private static final int RAW_BATCH = 500;
    private static final int RAW_CONNECTIONS = 2;

    private final Weighings weighings;
    private final DataSource database;
    private final Market market;
    private final PlateHolder plate;

    SalesBench(Weighings weighings, DataSource database, Market market, PlateHolder plate) {
        this.weighings = weighings;
        this.database = database;
        this.market = market;
        this.plate = plate;
    }

    void run(Devices devices) throws Exception {
        List<VirtualScale> scales = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            scales.add(VirtualScale.register(devices, plate.stall(), "caishi-json", LinkKind.MQTT));
        }
        perSecond(scales, 1); // the compiler's turn
        long perSecond = perSecond(scales, 1_000_000);
        long limit = raw();
        System.out.printf(
                "scales.sales %d/s by %d scales   limit %d/s (the same rows by JDBC)   ratio %d %%%n",
                perSecond, CALLERS, limit, perSecond * 100 / limit);
    }

    private long perSecond(List<VirtualScale> scales, long firstSequence) throws Exception {
        AtomicLong stored = new AtomicLong();
        long started = System.nanoTime();
        long until = started + TimeUnit.SECONDS.toNanos(SECONDS);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (VirtualScale scale : scales) {
                done.add(callers.submit(() -> {
                    for (long sequence = firstSequence; System.nanoTime() < until; sequence++) {
                        if (weighings.receive(scale.device(), sale(scale, sequence)) instanceof Receipt.Stored) {
                            stored.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        return stored.get() * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }

    private static ScaleSignal.Sale sale(VirtualScale scale, long sequence) {
        Instant now = Clock.systemUTC().instant();
        return switch (SaleMessage.parse(
                scale.sale(sequence, now, "1001:488:2560:1249").getBytes(UTF_8))) {
            case SaleMessage.Accepted(ScaleSignal.Sale sale) -> sale;
            case SaleMessage.Refused refused -> throw new IllegalStateException(refused.words());
        };
    }

    private long raw() throws Exception {
        long started = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(RAW_CONNECTIONS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < RAW_CONNECTIONS; writer++) {
                long first = 1_000L * RAW * (writer + 1);
                done.add(writers.submit(() -> {
                    write(first, RAW / RAW_CONNECTIONS);
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        return RAW * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - started);
    }

    private void write(long first, int count) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement weighing = connection.prepareStatement("""
                        insert into scale_weighing (market_id, weighing_id, stall_id, vendor_id, device_id, device_seq,
                               source, total_fen, state, weighed_at, received_at, business_date, message_sha256)
                        values (?, ?, ?, ?, ?, ?, 'SALE', 1249, 'WAITING', now(3), now(3), '2026-01-01', ?)
                        """);
                PreparedStatement item = connection.prepareStatement("""
                        insert into scale_weighing_item (market_id, weighing_id, line_no, plu, name, net_grams, tare_grams,
                               fen_per_kg, amount_fen, flags)
                        values (?, ?, 1, 1001, '鲫鱼', 488, 12, 2560, 1249, 'offline manual')
                        """)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                long id = first + i;
                weighing.setLong(1, market.marketId());
                weighing.setLong(2, id);
                weighing.setLong(3, plate.stall().stallId());
                weighing.setLong(4, plate.vendor().vendorId());
                weighing.setLong(5, 1);
                weighing.setLong(6, id);
                weighing.setString(7, "0".repeat(64));
                weighing.addBatch();
                item.setLong(1, market.marketId());
                item.setLong(2, id);
                item.addBatch();
                if ((i + 1) % RAW_BATCH == 0) {
                    weighing.executeBatch();
                    item.executeBatch();
                    connection.commit();
                }
            }
        }
    }
}
