/** Makes weighings void, each with its reason, and takes a wrong press back while there is time. */
package org.caishi.scale;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.scale.Weighing.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A vendor may do it with what was weighed today; a market's manager with any, and each time it is written down. */
@Component
public class VoidedWeighings {
    /** How long a wrong press can be taken back. */
    public static final Duration UNDONE_WITHIN = Duration.ofMinutes(5);

    private static final int LONGEST_NOTE = 80;

    private final WeighingRows rows;
    private final VoidRows voids;
    private final StallSales sales;
    private final Markets markets;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final InstantSource clock;

    VoidedWeighings(
            WeighingRows rows,
            VoidRows voids,
            StallSales sales,
            Markets markets,
            AuditTrail audit,
            Transactions transactions,
            InstantSource clock) {
        this.rows = rows;
        this.voids = voids;
        this.sales = sales;
        this.markets = markets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A vendor takes back what was weighed at the own stall today; doing it twice is doing it once.
     *
     * @param note needed where the reason says no more than OTHER
     * @throws NotFound when it is not this vendor's
     * @throws BadInput when it has been paid, or its day is over
     */
    public void voidOwn(Person vendor, long weighingId, VoidReason reason, String note) {
        Market market = markets.byId(Sellers.market(vendor));
        String why = note(reason, note);
        transactions.run(() -> {
            WeighingRow row = own(vendor, weighingId);
            if (row.state() == State.ABANDONED && !isToday(market, row)) {
                throw new BadInput("scale.void.late");
            }
            makeVoid(row, vendor, reason, why);
        });
    }

    /**
     * Takes a vendor's own press back: the weighing waits again, and what was taken since gives way to it.
     *
     * @throws NotFound when it is not this vendor's
     * @throws BadInput when it is too late
     */
    public void restoreOwn(Person vendor, long weighingId) {
        transactions.run(() -> restore(own(vendor, weighingId), vendor));
    }

    /**
     * The market's manager makes a weighing void that nobody has paid.
     *
     * @throws NotFound when the market has no such weighing
     * @throws BadInput when it has been paid
     */
    public void voidFor(Person manager, Market market, long weighingId, VoidReason reason, String note) {
        String why = note(reason, note);
        transactions.run(() -> {
            WeighingRow row = of(market.marketId(), weighingId);
            if (makeVoid(row, manager, reason, why)) {
                audit.record(
                        market.marketId(),
                        manager,
                        "weighing.void",
                        "weighing " + weighingId,
                        row.totalFen() + " fen, was " + row.state() + ": " + reason + " " + why);
            }
        });
    }

    /**
     * Takes the manager's own press back.
     *
     * @throws NotFound when the market has no such weighing
     * @throws BadInput when it is too late, or somebody else made it void
     */
    public void restoreFor(Person manager, Market market, long weighingId) {
        transactions.run(() -> {
            State state = restore(of(market.marketId(), weighingId), manager);
            audit.record(
                    market.marketId(),
                    manager,
                    "weighing.void.undo",
                    "weighing " + weighingId,
                    "is " + state + " again");
        });
    }

    private boolean makeVoid(WeighingRow row, Person who, VoidReason reason, String note) {
        return switch (row.state()) {
            case WAITING, ABANDONED -> {
                voids.makeVoid(
                        row.marketId(), row.weighingId(), reason, note, who.signInName(), row.state(), clock.instant());
                yield true;
            }
            case VOID -> false;
            case PAID, CASH -> throw new BadInput("scale.weighing.paid");
        };
    }

    /** What was paid for all the same while it was void is paid now. */
    private State restore(WeighingRow row, Person who) {
        Instant now = clock.instant();
        VoidRows.Void made = voids.find(row.marketId(), row.weighingId());
        if (row.state() != State.VOID
                || made.settledAt() == null
                || now.isAfter(made.settledAt().plus(UNDONE_WITHIN))
                || !who.signInName().equals(made.voidedBy())) {
            throw new BadInput("scale.void.undo.late", UNDONE_WITHIN.toMinutes());
        }
        State before = made.voidFrom() == null ? State.ABANDONED : made.voidFrom();
        State state = row.orderNo() == null ? before : State.PAID;
        if (state == State.WAITING) {
            sales.giveWay(row.marketId(), row.stallId(), row.vendorId(), now);
        }
        voids.restore(row.marketId(), row.weighingId(), state, state == State.WAITING ? null : made.settledAt());
        return state;
    }

    private boolean isToday(Market market, WeighingRow row) {
        return row.businessDate().equals(market.day().dateOf(clock.instant()));
    }

    private WeighingRow own(Person vendor, long weighingId) {
        WeighingRow row = of(Sellers.market(vendor), weighingId);
        if (row.vendorId() != Sellers.vendor(vendor)) {
            throw new NotFound("weighing " + weighingId);
        }
        return row;
    }

    private WeighingRow of(long marketId, long weighingId) {
        return rows.lock(marketId, List.of(weighingId)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("weighing " + weighingId));
    }

    private static String note(VoidReason reason, @Nullable String typed) {
        String note = typed == null ? "" : typed.strip();
        if (reason == VoidReason.OTHER && note.isEmpty()) {
            throw new BadInput("scale.void.note");
        }
        if (note.length() > LONGEST_NOTE) {
            throw new BadInput("scale.void.note.long", LONGEST_NOTE);
        }
        return note;
    }
}
