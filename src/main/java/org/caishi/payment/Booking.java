/** Books one batch of verified payments in one transaction: lock, look, decide, write. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.payment.BookingRows.NoticeRow;
import org.caishi.payment.Decision.Reason;
import org.caishi.platform.Ids;
import org.caishi.settlement.BusinessCalendar.OpenDays;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Booking {
    private final PaymentOrders orders;
    private final SuspenseRows suspense;
    private final BookingRows rows;
    private final PaidOrders paidOrders;
    private final SuspenseBooks suspenseBooks;
    private final BookDays bookDays;
    private final Ids ids;
    private final Clock clock;

    Booking(
            PaymentOrders orders,
            SuspenseRows suspense,
            BookingRows rows,
            PaidOrders paidOrders,
            SuspenseBooks suspenseBooks,
            BookDays bookDays,
            Ids ids,
            Clock clock) {
        this.orders = orders;
        this.suspense = suspense;
        this.rows = rows;
        this.paidOrders = paidOrders;
        this.suspenseBooks = suspenseBooks;
        this.bookDays = bookDays;
        this.ids = ids;
        this.clock = clock;
    }

    /** Called within a transaction; the outcomes are in the order of the batch. */
    Booked book(List<Incoming> batch) {
        Instant now = clock.instant();
        return book(batch, incoming -> now);
    }

    /**
     * The same for payments of earlier days, booked as of the time when they reached whoever kept them.
     *
     * @param bookedAt by the payment
     */
    Booked book(List<Incoming> batch, Function<Incoming, Instant> bookedAt) {
        Map<Long, OpenDays> days = holdDays(batch);
        Map<OrderNumber, PaymentOrder> current = lockOrders(batch);
        Set<ChargeKey> owed = knownSuspense(batch);
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        List<JustPaid> paid = new ArrayList<>(batch.size());
        List<OwedBack> owing = new ArrayList<>();
        for (Incoming incoming : batch) {
            PaidNotice notice = incoming.notice();
            PaymentOrder order = incoming.number() == null ? null : current.get(incoming.number());
            LocalDate date =
                    Objects.requireNonNull(days.get(incoming.marketId())).dateOf(notice.paidAt());
            Outcome outcome = switch (Decision.about(order, notice)) {
                case Decision.Book(PaymentOrder waiting) -> {
                    PaymentOrder done = waiting.paid(notice.channelTxn(), notice.paidAt(), date);
                    current.put(done.number(), done);
                    paid.add(new JustPaid(done, bookedAt.apply(incoming)));
                    yield new Outcome.Booked(done.number());
                }
                case Decision.OweBack(Reason reason) -> {
                    if (!owed.add(ChargeKey.of(incoming))) {
                        yield new Outcome.AlreadyBooked();
                    }
                    owing.add(new OwedBack(incoming, reason, date, bookedAt.apply(incoming)));
                    yield new Outcome.OwedBack(reason.name());
                }
                case Decision.Already() -> new Outcome.AlreadyBooked();
                case Decision.NotOurs() -> new Outcome.NotOurs();
            };
            keepNotice(incoming, outcome);
            outcomes.add(outcome);
        }
        rows.flush();
        paidOrders.write(paid);
        suspenseBooks.write(owing);
        return new Booked(outcomes, paid.stream().map(JustPaid::order).toList());
    }

    /** In the order of market ids, as every lock; the day a booking goes to cannot close until it has committed. */
    private Map<Long, OpenDays> holdDays(List<Incoming> batch) {
        Map<Long, OpenDays> days = new TreeMap<>();
        batch.stream()
                .map(Incoming::marketId)
                .sorted()
                .distinct()
                .forEach(marketId -> days.put(marketId, bookDays.hold(marketId)));
        return days;
    }

    private Map<OrderNumber, PaymentOrder> lockOrders(List<Incoming> batch) {
        Map<Long, List<Long>> numbers = batch.stream()
                .map(Incoming::number)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.groupingBy(
                        OrderNumber::marketId,
                        TreeMap::new,
                        Collectors.mapping(OrderNumber::orderNo, Collectors.toList())));
        Map<OrderNumber, PaymentOrder> current = new HashMap<>();
        numbers.forEach((marketId, orderNos) -> orders.lock(
                        marketId, orderNos.stream().sorted().toList())
                .forEach(order -> current.put(order.number(), order)));
        return current;
    }

    private Set<ChargeKey> knownSuspense(Collection<Incoming> batch) {
        Set<ChargeKey> known = new HashSet<>();
        Map<ChargeKey, List<String>> asked = batch.stream()
                .collect(Collectors.groupingBy(
                        incoming -> new ChargeKey(
                                incoming.marketId(), incoming.notice().channel(), ""),
                        Collectors.mapping(incoming -> incoming.notice().channelTxn(), Collectors.toList())));
        asked.forEach((at, txns) -> suspense.known(at.marketId, at.channel, txns)
                .forEach(row -> known.add(new ChargeKey(at.marketId, row.channel(), row.channelTxn()))));
        return known;
    }

    /** Every word about money that was new is kept; a repetition adds nothing. */
    private void keepNotice(Incoming incoming, Outcome outcome) {
        if (outcome instanceof Outcome.AlreadyBooked) {
            return;
        }
        PaidNotice notice = incoming.notice();
        rows.addNotice(new NoticeRow(
                incoming.marketId(),
                ids.next(incoming.marketId()),
                notice.channel(),
                notice.channelTxn(),
                orderNo(incoming.number()),
                notice.source().name(),
                notice.amount().fen(),
                notice.receivedAt(),
                switch (outcome) {
                    case Outcome.Booked booked -> "BOOKED";
                    case Outcome.OwedBack owed -> owed.reason();
                    case Outcome.NotOurs notOurs -> "NOT_OURS";
                    case Outcome.AlreadyBooked already -> "ALREADY";
                }));
    }

    private static @Nullable Long orderNo(@Nullable OrderNumber number) {
        return number == null ? null : number.orderNo();
    }

    /** What a batch came to. */
    record Booked(List<Outcome> outcomes, List<PaymentOrder> payments) {}

    /** Money for suspense. */
    record OwedBack(Incoming incoming, Reason reason, LocalDate businessDate, Instant bookedAt) {}

    /** The channel's own number of a charge. */
    private record ChargeKey(long marketId, ChannelName channel, String txn) {
        static ChargeKey of(Incoming incoming) {
            return new ChargeKey(
                    incoming.marketId(),
                    incoming.notice().channel(),
                    incoming.notice().channelTxn());
        }
    }
}
