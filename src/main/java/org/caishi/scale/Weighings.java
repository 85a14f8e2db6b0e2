/** The weighings of the stalls: what waits for its payment, and what became of it. */
package org.caishi.scale;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caishi.identity.Person;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Weighings {
    private static final Logger LOG = LoggerFactory.getLogger(Weighings.class);

    /** A customer pays within this time or has gone. */
    private static final Duration OFFERED_FOR = Duration.ofMinutes(15);

    /** A scale's clock may be wrong by less than this; a sale that was weighed earlier was recorded offline. */
    private static final Duration OFFERED_UP_TO = Duration.ofHours(2);

    private final WeighingRows rows;
    private final WeighingBooks books;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Weighings(
            WeighingRows rows,
            WeighingBooks books,
            Transactions transactions,
            MeterRegistry meters,
            InstantSource clock) {
        this.rows = rows;
        this.books = books;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** What the stall's next customer is asked for: the latest that waits and came within the last 15 minutes. */
    public Optional<Weighing> waiting(long marketId, long stallId) {
        Instant now = clock.instant();
        return rows.waiting(marketId, stallId, now.minus(OFFERED_UP_TO), now.minus(OFFERED_FOR))
                .map(this::withItems);
    }

    public Optional<Weighing> byId(long marketId, long weighingId) {
        return rows.find(marketId, weighingId).map(this::withItems);
    }

    /**
     * Marks weighings as paid, within the payment's transaction. One that waits no more stays as it is, for a payment is
     * never refused over its weighing: the count and the log tell of it, and the order keeps the weighing's number.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void paid(long marketId, List<PaidWeighing> list) {
        if (list.isEmpty()) {
            return;
        }
        Map<Long, WeighingRow> waiting = new HashMap<>();
        Map<Long, WeighingRow> gone = new HashMap<>();
        rows.lock(
                        marketId,
                        list.stream()
                                .map(PaidWeighing::weighingId)
                                .sorted()
                                .distinct()
                                .toList())
                .forEach(row -> (row.state() == Weighing.State.WAITING ? waiting : gone).put(row.weighingId(), row));
        for (PaidWeighing paid : list) {
            WeighingRow row = waiting.remove(paid.weighingId());
            if (row == null) {
                tellUnmarked(marketId, paid, gone.get(paid.weighingId()));
            } else {
                books.markPaid(marketId, paid);
                gone.put(row.weighingId(), row.paidBy(paid.orderNo()));
            }
        }
        books.flush();
    }

    /**
     * Takes back a weighing that waits; doing it twice is doing it once.
     *
     * @throws NotFound when it is not this vendor's
     * @throws BadInput when it has been paid or was given up already
     */
    public void cancel(Person vendor, long weighingId) {
        long marketId = Sellers.market(vendor);
        long vendorId = Sellers.vendor(vendor);
        transactions.run(() -> {
            WeighingRow row = rows.lock(marketId, List.of(weighingId)).stream()
                    .filter(found -> found.vendorId() == vendorId)
                    .findFirst()
                    .orElseThrow(() -> new NotFound("weighing " + weighingId));
            switch (row.state()) {
                case WAITING -> rows.leave(marketId, weighingId, Weighing.State.VOID, clock.instant());
                case VOID -> {}
                case PAID, CASH -> throw new BadInput("scale.weighing.paid");
                case ABANDONED -> throw new BadInput("scale.weighing.gone");
            }
        });
    }

    private Weighing withItems(WeighingRow row) {
        return row.with(rows.items(row.marketId(), row.weighingId()).stream()
                .map(WeighingItemRow::item)
                .toList());
    }

    private void tellUnmarked(long marketId, PaidWeighing paid, @Nullable WeighingRow row) {
        String state = row == null ? "MISSING" : row.state().name();
        meters.counter("caishi.weighings.unmarked", "state", state).increment();
        LOG.warn(
                "order {} of market {} is paid, its weighing {} stays {} (order {}); the money is booked, look whether it was paid twice",
                paid.orderNo(),
                marketId,
                paid.weighingId(),
                state,
                row == null ? null : row.orderNo());
    }
}
