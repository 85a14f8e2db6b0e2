/** The only door to PAID: whoever learns that money moved brings it here, and gets an answer once it is in the books. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.caishi.channel.MerchantOf;
import org.caishi.channel.Merchants;
import org.caishi.channel.PaidNotice;
import org.caishi.market.Markets;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
public class Completion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final int WRITERS = 2;
    private static final int BATCH = 500;

    private final Booking booking;
    private final PaidNews news;
    private final Markets markets;
    private final Merchants merchants;
    private final Transactions transactions;
    private final MeterRegistry meters;
    private final GroupCommit<Incoming, Outcome> commit;

    Completion(
            Booking booking,
            PaidNews news,
            Markets markets,
            Merchants merchants,
            Transactions transactions,
            MeterRegistry meters) {
        this.booking = booking;
        this.news = news;
        this.markets = markets;
        this.merchants = merchants;
        this.transactions = transactions;
        this.meters = meters;
        this.commit = new GroupCommit<>("notice", WRITERS, BATCH, this::settle, meters);
    }

    /**
     * Books one verified payment and returns when the transaction has committed. Told twice, it happens once.
     *
     * @throws GroupCommit.Busy when too much waits: nothing was taken, let the channel come again
     * @throws GroupCommit.OutcomeUnknown when it took too long: it may be booked yet, let the channel come again
     */
    public Outcome settle(PaidNotice notice) {
        Incoming incoming = address(notice);
        return commit.submit(incoming.marketId(), incoming);
    }

    /**
     * Books payments that no channel has to tell of, within the caller's transaction; {@link #tell} after its commit.
     *
     * @throws IllegalStateException when one of them is not waiting for exactly this
     */
    Booking.Booked bookHere(List<Incoming> batch) {
        return allBooked(booking.book(batch));
    }

    /** Books payments of earlier days with the times of then, within the caller's transaction; nobody is told of them. */
    void enterEarlier(List<Incoming> batch) {
        allBooked(booking.book(batch, incoming -> incoming.notice().receivedAt()));
    }

    void tell(Booking.Booked booked) {
        news.tell(booked.payments());
        booked.outcomes().forEach(this::count);
    }

    private static Booking.Booked allBooked(Booking.Booked booked) {
        if (booked.payments().size() != booked.outcomes().size()) {
            throw new IllegalStateException("not every payment found its order waiting: " + booked.outcomes());
        }
        return booked;
    }

    @Override
    public void close() {
        commit.close();
    }

    private List<Outcome> settle(List<Incoming> batch) {
        Booking.Booked booked = transactions.run(() -> booking.book(batch));
        tell(booked);
        return new ArrayList<>(booked.outcomes());
    }

    /** By our number where it is one of ours, else by the sub-merchant, else the platform's own books. */
    private Incoming address(PaidNotice notice) {
        Optional<OrderNumber> number =
                OrderNumber.parse(notice.orderNo()).filter(printed -> markets.exists(printed.marketId()));
        long marketId = number.map(OrderNumber::marketId)
                .or(() -> merchants.find(notice.channel(), notice.merchantNo()).map(MerchantOf::marketId))
                .orElse(0L);
        return new Incoming(marketId, number.orElse(null), notice);
    }

    private void count(Outcome outcome) {
        meters.counter("caishi.payments", "outcome", outcome.getClass().getSimpleName())
                .increment();
        if (outcome instanceof Outcome.OwedBack owed) {
            LOG.warn("money came that no order can take ({}); it is in suspense, owed back", owed.reason());
        }
    }
}
