/** Asks the channel about orders that stay silent, and closes what will never be paid; ends in the same door as notices. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.caishi.channel.Channels;
import org.caishi.channel.CloseResult;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.QueryResult;
import org.caishi.channel.Scene;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class Recheck {
    private static final Logger LOG = LoggerFactory.getLogger(Recheck.class);

    /** How long after its opening an order is asked about for the n-th time; later ones keep the last distance. */
    private static final List<Duration> WHEN = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));

    /** The same for an order by a payer's code: after the last one it is cancelled. */
    private static final List<Duration> WHEN_BY_CODE = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(25),
            Duration.ofSeconds(35),
            Duration.ofSeconds(45));

    /** Before that the payer may still be typing a password. */
    private static final Duration NO_CANCEL_BEFORE = Duration.ofSeconds(15);

    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Duration LATER_BY_CODE = Duration.ofSeconds(10);
    private static final int A_RUN = 500;
    private static final int AT_ONCE = 16;

    private final PaymentOrders orders;
    private final Channels channels;
    private final Completion completion;
    private final Undoings undoings;
    private final Markets markets;
    private final Clock clock;

    Recheck(
            PaymentOrders orders,
            Channels channels,
            Completion completion,
            Undoings undoings,
            Markets markets,
            Clock clock) {
        this.orders = orders;
        this.channels = channels;
        this.completion = completion;
        this.undoings = undoings;
        this.markets = markets;
        this.clock = clock;
    }

    /** One round over every market; the scheduler's rows see to it that one node does it. */
    void round() {
        try (Askers askers = new Askers(AT_ONCE)) {
            for (Market market : markets.all()) {
                Instant now = clock.instant();
                for (PaymentOrder order : orders.silent(market.marketId(), now.minus(WHEN.getFirst()), A_RUN)) {
                    if (isDue(order, now)) {
                        askers.ask(() -> trying(order.number(), () -> ask(order)));
                    }
                }
                for (Undoing undoing : undoings.due(market.marketId(), now, A_RUN)) {
                    askers.ask(() -> trying(undoing.number(), () -> ask(undoing)));
                }
            }
        }
    }

    private static void trying(OrderNumber number, Runnable asking) {
        try {
            asking.run();
        } catch (RuntimeException failure) {
            LOG.warn("could not recheck order {}; next round asks again", number, failure);
        }
    }

    /** Ends a waiting order at the channel: paid if it was, closed once the channel has agreed. */
    Ended closeAtChannel(PaymentOrder order) {
        return channel(order).map(channel -> closeAt(channel, order)).orElseGet(Ended.Open::new);
    }

    Ended closeAt(PaymentChannel channel, PaymentOrder order) {
        if (order.scene() == Scene.CODE) {
            return clock.instant().isBefore(order.createdAt().plus(NO_CANCEL_BEFORE))
                    ? query(channel, order)
                    : cancelAt(channel, order);
        }
        return switch (channel.close(order.number().toString(), order.merchantNo())) {
            case CloseResult.Closed() -> {
                orders.close(order.marketId(), order.orderNo());
                yield new Ended.Closed();
            }
            case CloseResult.AlreadyPaid() -> query(channel, order);
            case CloseResult.Unknown(String why) -> new Ended.Open();
        };
    }

    /** Its yes says that nothing is paid any more, not whether something was: what it says when asked afterwards decides. */
    private Ended cancelAt(PaymentChannel channel, PaymentOrder order) {
        if (!undoings.begin(order)) {
            return query(channel, order);
        }
        return switch (channel.cancel(order.number().toString(), order.merchantNo())) {
            case CloseResult.Closed() ->
                take(order, channel.query(order.number().toString(), order.merchantNo()), true);
            case CloseResult.AlreadyPaid() -> query(channel, order);
            case CloseResult.Unknown(String why) -> new Ended.Open();
        };
    }

    private Optional<PaymentChannel> channel(PaymentOrder order) {
        return channels.ofMerchant(order.marketId(), order.channel(), order.merchantNo());
    }

    /** About one that was, or may have been, undone. */
    private void ask(Undoing undoing) {
        undoings.takeTurn(undoing).ifPresent(order -> channel(order).ifPresent(channel -> query(channel, order)));
    }

    void ask(PaymentOrder order) {
        channel(order).ifPresent(channel -> {
            orders.asked(order.marketId(), order.orderNo(), clock.instant());
            if (query(channel, order) instanceof Ended.Open && clock.instant().isAfter(order.expiresAt())) {
                closeAt(channel, order);
            }
        });
    }

    private Ended query(PaymentChannel channel, PaymentOrder order) {
        return take(
                order,
                channel.query(order.number().toString(), order.merchantNo()),
                clock.instant().isAfter(order.expiresAt()));
    }

    /** @param noMore whether no money comes any more under a number that the channel does not know */
    private Ended take(PaymentOrder order, QueryResult told, boolean noMore) {
        return switch (told) {
            case QueryResult.Paid(var notice) -> {
                completion.settle(notice);
                undoings.isPaid(order);
                yield new Ended.Paid();
            }
            case QueryResult.GivenBack(var notice)
            when !notice.merchantNo().equals(order.merchantNo()) -> new Ended.Open();
            case QueryResult.GivenBack(var notice) -> {
                undoings.wentBack(order, notice);
                yield new Ended.Closed();
            }
            case QueryResult.Closed(String state) -> {
                undoings.isOver(order);
                yield new Ended.Closed();
            }
            case QueryResult.Missing()
            when noMore -> {
                undoings.neverWas(order);
                yield new Ended.Closed();
            }
            case QueryResult.Missing() -> new Ended.Open();
            case QueryResult.Waiting() -> new Ended.Open();
            case QueryResult.Unknown(String why) -> new Ended.Open();
        };
    }

    static boolean isDue(PaymentOrder order, Instant now) {
        List<Duration> when = order.scene() == Scene.CODE ? WHEN_BY_CODE : WHEN;
        if (order.asks() < when.size()) {
            return !now.isBefore(order.createdAt().plus(when.get(order.asks())));
        }
        Instant asked = order.askedAt() == null ? order.createdAt() : order.askedAt();
        return !now.isBefore(asked.plus(order.scene() == Scene.CODE ? LATER_BY_CODE : LATER));
    }

    /** How an order that was waiting stands now. */
    sealed interface Ended {
        record Paid() implements Ended {}

        record Closed() implements Ended {}

        /** Still waiting, or the channel does not say. */
        record Open() implements Ended {}
    }
}
