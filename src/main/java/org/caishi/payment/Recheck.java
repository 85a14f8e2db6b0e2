/** Asks the channel about orders that stay silent, and closes what will never be paid; ends in the same door as notices. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final Markets markets;
    private final Clock clock;

    Recheck(PaymentOrders orders, Channels channels, Completion completion, Markets markets, Clock clock) {
        this.orders = orders;
        this.channels = channels;
        this.completion = completion;
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
                        askers.ask(() -> {
                            try {
                                ask(order);
                            } catch (RuntimeException failure) {
                                LOG.warn("could not recheck order {}; next round asks again", order.number(), failure);
                            }
                        });
                    }
                }
            }
        }
    }

    /** Ends a waiting order at the channel: paid if it was, closed once the channel has agreed. */
    Ended closeAtChannel(PaymentOrder order) {
        PaymentChannel channel = channels.ofMerchant(order.marketId(), order.channel(), order.merchantNo())
                .orElse(null);
        if (channel == null) {
            return new Ended.Open();
        }
        boolean byCode = order.scene() == Scene.CODE;
        if (byCode && clock.instant().isBefore(order.createdAt().plus(NO_CANCEL_BEFORE))) {
            return query(channel, order);
        }
        String number = order.number().toString();
        CloseResult result =
                byCode ? channel.cancel(number, order.merchantNo()) : channel.close(number, order.merchantNo());
        return switch (result) {
            case CloseResult.Closed() -> {
                orders.close(order.marketId(), order.orderNo());
                yield new Ended.Closed();
            }
            case CloseResult.AlreadyPaid() -> query(channel, order);
            case CloseResult.Unknown(String why) -> new Ended.Open();
        };
    }

    void ask(PaymentOrder order) {
        PaymentChannel channel = channels.ofMerchant(order.marketId(), order.channel(), order.merchantNo())
                .orElse(null);
        if (channel == null) {
            return;
        }
        orders.asked(order.marketId(), order.orderNo(), clock.instant());
        if (query(channel, order) instanceof Ended.Open && clock.instant().isAfter(order.expiresAt())) {
            closeAtChannel(order);
        }
    }

    private Ended query(PaymentChannel channel, PaymentOrder order) {
        return switch (channel.query(order.number().toString(), order.merchantNo())) {
            case QueryResult.Paid(var notice) -> {
                completion.settle(notice);
                yield new Ended.Paid();
            }
            case QueryResult.Closed(String state) -> {
                orders.close(order.marketId(), order.orderNo());
                yield new Ended.Closed();
            }
            case QueryResult.Missing()
            when clock.instant().isAfter(order.expiresAt()) -> {
                orders.close(order.marketId(), order.orderNo());
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
