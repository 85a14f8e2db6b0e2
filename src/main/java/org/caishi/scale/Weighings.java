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
import org.caishi.device.Device;
import org.caishi.identity.Person;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Weighings {
    private static final Logger LOG = LoggerFactory.getLogger(Weighings.class);

    /** What nobody has paid for so long is given up, where the market has not said otherwise. */
    public static final Duration GIVEN_UP_AFTER = Duration.ofHours(2);

    /** A customer pays within this time or has gone. */
    private static final Duration OFFERED_FOR = Duration.ofMinutes(15);

    /** A scale's clock may be wrong by less than this; a sale that was weighed earlier was recorded offline. */
    private static final Duration OFFERED_UP_TO = Duration.ofHours(2);

    private final WeighingRows rows;
    private final WeighingBooks books;
    private final TileSales tiles;
    private final LabelSales labels;
    private final HandSales hands;
    private final ScaleSales sales;
    private final WeighingStore store;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Weighings(
            WeighingRows rows,
            WeighingBooks books,
            TileSales tiles,
            LabelSales labels,
            HandSales hands,
            ScaleSales sales,
            WeighingStore store,
            MeterRegistry meters,
            InstantSource clock) {
        this.rows = rows;
        this.books = books;
        this.tiles = tiles;
        this.labels = labels;
        this.hands = hands;
        this.sales = sales;
        this.store = store;
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
     * Takes what stands on the scale as a sale of this good, to be paid by the stall's next customer. A weighing by tile
     * that still waits gives way: it becomes ABANDONED.
     *
     * @throws NotFound when this vendor sells no such good
     * @throws BadInput saying in words what keeps the scale from being believed
     */
    public Weighing sellByTile(Person vendor, long goodId) {
        return tiles.sell(vendor, goodId);
    }

    /**
     * Takes what stands on a price-computing scale for the price and the sum on its own display; named where just one of
     * the vendor's goods costs that. As by tile, what still waits gives way.
     *
     * @param seen what the vendor has read there
     * @throws BadInput saying in words what keeps the scale from being believed: it shows no price, or by now another, or
     *     a sum that is not its price times its weight
     */
    public Weighing sellAsOffered(Person vendor, LiveWeight.Offer seen) {
        return tiles.sellAsOffered(vendor, seen);
    }

    /**
     * Takes the labels of a label scale as one sale.
     *
     * @param tap made by the page: the same one again is the same sale
     * @param codes one a label, as a scanner types them
     * @throws BadInput when one of them is no label of this stall's, or of goods that this vendor does not sell
     */
    public Weighing sellByLabel(Person vendor, String tap, List<String> codes) {
        return labels.sell(vendor, tap, codes);
    }

    /**
     * Takes what the vendor has typed as a sale, flagged {@code manual}.
     *
     * @param tap made by the page: the same one again is the same sale
     * @throws NotFound when this vendor sells no such good
     */
    public Weighing sellByHand(Person vendor, String tap, HandSale typed) {
        return hands.sell(vendor, tap, typed);
    }

    /**
     * Stores a sale that a scale has closed, and returns when it is committed. Told twice, it happens once.
     *
     * @throws org.caishi.platform.GroupCommit.Busy when too much waits: nothing was stored, let the scale tell it again
     * @throws org.caishi.platform.GroupCommit.OutcomeUnknown when it took too long: let the scale tell it again
     */
    public Receipt receive(Device device, ScaleSignal.Sale sale) {
        return sales.receive(device, sale);
    }

    /** Enters weighings of earlier days in the caller's transaction; nobody is told of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enter(List<EarlierWeighing> list) {
        store.write(list.stream().map(EarlierWeighing::asNew).toList());
        for (EarlierWeighing earlier : list) {
            Weighing weighing = earlier.weighing();
            if (earlier.abandonedAt() != null) {
                books.abandonedAt(weighing.marketId(), weighing.weighingId(), earlier.abandonedAt());
            }
        }
        books.flush();
    }

    /**
     * Holds a vendor's weighing that is still to be paid until the caller's transaction ends; what it comes to.
     *
     * @throws NotFound when it is not this vendor's
     * @throws BadInput when it was paid or taken back
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Money holdUnpaid(long marketId, long vendorId, long weighingId) {
        WeighingRow row = rows.lock(marketId, List.of(weighingId)).stream()
                .filter(found -> found.vendorId() == vendorId)
                .findFirst()
                .orElseThrow(() -> new NotFound("weighing " + weighingId));
        return switch (row.state()) {
            case WAITING, ABANDONED -> Money.ofFen(row.totalFen());
            case PAID, CASH -> throw new BadInput("scale.weighing.paid");
            case VOID -> throw new BadInput("scale.weighing.gone");
        };
    }

    /**
     * Marks weighings as paid, within the payment's transaction. An abandoned one is paid all the same: the customer was
     * slow and the vendor had gone on. One that is paid, void or taken in cash stays as it is, for a payment is never
     * refused over its weighing: the count and the log tell of it, and the order keeps the weighing's number; a void one
     * keeps the order's too, should it be restored.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void paid(long marketId, List<PaidWeighing> list) {
        if (list.isEmpty()) {
            return;
        }
        Map<Long, WeighingRow> current = new HashMap<>();
        rows.lock(
                        marketId,
                        list.stream()
                                .map(PaidWeighing::weighingId)
                                .sorted()
                                .distinct()
                                .toList())
                .forEach(row -> current.put(row.weighingId(), row));
        for (PaidWeighing paid : list) {
            WeighingRow row = current.get(paid.weighingId());
            if (row != null && row.isUnpaid()) {
                books.markPaid(marketId, paid);
                current.put(row.weighingId(), row.settledBy(paid));
            } else {
                if (row != null && row.state() == Weighing.State.VOID && row.orderNo() == null) {
                    books.notePaid(marketId, paid);
                    current.put(row.weighingId(), row.ofOrder(paid.orderNo()));
                }
                tellUnmarked(marketId, paid, row);
            }
        }
        books.flush();
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
