/** Gives money back: asked for once by somebody who may, done by the channel in its own time, booked when it is done. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.MerchantOf;
import org.caishi.channel.Merchants;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.RefundResult;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Markets;
import org.caishi.platform.BadInput;
import org.caishi.platform.Excerpt;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** A sum that was asked for is held back until the channel has said what became of it, so no fen is given back twice. */
@Component
public class Refunds {
    private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);

    /** WeChat Pay's bounds, the narrowest of the channels (its partner manual's page on refunds). */
    private static final int MOST_OF_ORDER = 50;

    private static final Duration LATEST = Duration.ofDays(365);
    private static final int LONGEST_REASON = 80;
    private static final int LONGEST_WORDS = 200;

    private final PaymentOrders orders;
    private final SuspenseRows suspense;
    private final RefundRows rows;
    private final RefundBooking booking;
    private final Recheck recheck;
    private final PaidNews news;
    private final Channels channels;
    private final Merchants merchants;
    private final Markets markets;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;
    private final MeterRegistry meters;

    Refunds(
            PaymentOrders orders,
            SuspenseRows suspense,
            RefundRows rows,
            RefundBooking booking,
            Recheck recheck,
            PaidNews news,
            Channels channels,
            Merchants merchants,
            Markets markets,
            AuditTrail audit,
            Transactions transactions,
            Ids ids,
            Clock clock,
            MeterRegistry meters) {
        this.orders = orders;
        this.suspense = suspense;
        this.rows = rows;
        this.booking = booking;
        this.recheck = recheck;
        this.news = news;
        this.channels = channels;
        this.merchants = merchants;
        this.markets = markets;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Asks for a refund of an order, or finds the one that this request has asked for before.
     *
     * @param requestId made by whoever asks, the same for every try
     * @param who may do it, as the caller has made sure
     * @throws BadInput when the order has not so much left, is not paid, or is too old
     * @throws NotFound when there is no such order
     */
    Refund askForOrder(OrderNumber number, Money back, String reason, String requestId, Person who) {
        return ask(() -> {
            PaymentOrder order = orders.lock(number.marketId(), List.of(number.orderNo())).stream()
                    .findFirst()
                    .orElseThrow(() -> new NotFound("order"));
            return told(order, requestId).orElseGet(() -> {
                requireRefundable(order, back);
                Refund refund = refund(order, back, reason, requestId, who);
                rows.add(refund);
                audit.record(order.marketId(), who, "refund.ask", "order " + number, back + " of " + order.amount());
                return refund;
            });
        });
    }

    /** Asks for money in suspense to be given back, whole. */
    Refund askForSuspense(long marketId, long suspenseId, String reason, String requestId, Person who) {
        return ask(() -> {
            Suspense row = suspense.lock(marketId, suspenseId).orElseThrow(() -> new NotFound("suspense"));
            return rows.byRequest(marketId, requestId).orElseGet(() -> {
                if (row.state() != Suspense.State.OWED_BACK || rows.heldOfSuspense(marketId, suspenseId) > 0) {
                    throw new BadInput("payment.suspense.ended");
                }
                if (!row.isOfOurMoney()) {
                    throw new BadInput("payment.suspense.foreign");
                }
                Refund refund = refund(row, reason, requestId, who);
                rows.add(refund);
                audit.record(
                        marketId,
                        who,
                        "refund.ask",
                        "suspense " + row.channelTxn(),
                        row.amount().toString());
                return refund;
            });
        });
    }

    /** One that was committed and never sent, because the product was killed between, is sent now: the same number. */
    private Refund ask(Supplier<Refund> find) {
        Refund refund;
        try {
            refund = transactions.run(find);
        } catch (DuplicateKeyException usedForAnother) {
            throw new BadInput("payment.refund.request.used");
        }
        return refund.state() == Refund.State.ASKED && refund.asks() == 0 ? send(refund) : refund;
    }

    /** The refund that this request has asked for before; an id that asked for another order's is refused. */
    Optional<Refund> told(PaymentOrder order, String requestId) {
        Optional<Refund> told = rows.byRequest(order.marketId(), requestId);
        if (told.isPresent() && !Objects.equals(told.get().orderNo(), order.orderNo())) {
            throw new BadInput("payment.refund.request.used");
        }
        return told;
    }

    private void requireRefundable(PaymentOrder order, Money back) {
        requireLeft(order, back);
        if (channels.ofMerchant(order.marketId(), order.channel(), order.merchantNo())
                .isEmpty()) {
            throw new BadInput("payment.refund.no.channel");
        }
    }

    /**
     * For an order that the caller has locked.
     *
     * @throws BadInput when it is not paid, has not so much left, or is too old
     */
    void requireLeft(PaymentOrder order, Money back) {
        if (order.state() == OrderState.WAITING || order.state() == OrderState.CLOSED) {
            throw new BadInput("payment.refund.unpaid");
        }
        if (!back.isPositive()) {
            throw new BadInput("payment.amount.positive");
        }
        List<Refund> before = rows.ofOrder(order.marketId(), order.orderNo());
        long held = before.stream()
                .filter(refund -> refund.state() == Refund.State.ASKED)
                .mapToLong(Refund::amountFen)
                .sum();
        Money left = Money.ofFen(order.amountFen() - order.refundedFen() - held);
        if (back.compareTo(left) > 0) {
            throw new BadInput("payment.refund.most", left.toString());
        }
        if (before.size() >= MOST_OF_ORDER
                || Objects.requireNonNull(order.paidAt()).plus(LATEST).isBefore(clock.instant())) {
            throw new BadInput("payment.refund.late");
        }
    }

    /** A refund that is asked for and in no table yet. */
    Refund refund(PaymentOrder order, Money back, String reason, String requestId, Person who) {
        return asked(
                order.marketId(),
                requestId,
                order.orderNo(),
                null,
                order.stallId(),
                order.vendorId(),
                order.channel(),
                Objects.requireNonNull(order.channelTxn()),
                order.merchantNo(),
                order.amountFen(),
                back.fen(),
                reason,
                who);
    }

    private Refund refund(Suspense row, String reason, String requestId, Person who) {
        return asked(
                row.marketId(),
                requestId,
                null,
                row.suspenseId(),
                0,
                0,
                row.channel(),
                row.channelTxn(),
                row.merchantNo(),
                row.amountFen(),
                row.amountFen(),
                reason,
                who);
    }

    private Refund asked(
            long marketId,
            String requestId,
            @Nullable Long orderNo,
            @Nullable Long suspenseId,
            long stallId,
            long vendorId,
            ChannelName channel,
            String txn,
            String merchantNo,
            long chargedFen,
            long amountFen,
            String reason,
            Person who) {
        return new Refund(
                marketId,
                ids.next(marketId),
                requestId,
                orderNo,
                suspenseId,
                stallId,
                vendorId,
                channel,
                txn,
                merchantNo,
                chargedFen,
                amountFen,
                Excerpt.of(reason, LONGEST_REASON),
                Refund.State.ASKED,
                who.userId(),
                clock.instant(),
                null,
                0,
                null,
                "",
                null);
    }

    /** Asks the channel for it, the first time and again: the number is the same, so it gives back once. */
    private Refund send(Refund refund) {
        channels.ofMerchant(refund.marketId(), refund.channel(), refund.merchantNo())
                .ifPresent(channel -> take(refund, channel.refund(refund.request()), channel));
        return find(refund);
    }

    /** Asks the channel what became of it; sends it again where it was never heard of. */
    void recheck(Refund refund) {
        rows.turn(refund.marketId(), refund.refundNo(), refund.nextTurn(clock.instant()));
        channels.ofMerchant(refund.marketId(), refund.channel(), refund.merchantNo())
                .ifPresent(channel -> {
                    RefundResult told = channel.queryRefund(refund.request());
                    if (told instanceof RefundResult.Missing) {
                        take(refund, channel.refund(refund.request()), channel);
                    } else {
                        take(refund, told, channel);
                    }
                });
    }

    private void take(Refund refund, RefundResult result, PaymentChannel channel) {
        switch (result) {
            case RefundResult.Done(RefundNotice notice) -> settle(notice, "QUERY");
            case RefundResult.Underway() -> asked(refund, "");
            case RefundResult.Declined(String code, String words) -> decline(refund, code + " " + words, channel);
            case RefundResult.Missing() -> asked(refund, "");
            case RefundResult.Stuck(String state) -> asked(refund, state);
            case RefundResult.Unknown(String why) -> asked(refund, why);
        }
    }

    /** A no to a second try says nothing about the first: only a channel that knows of none has given nothing. */
    private void decline(Refund refund, String words, PaymentChannel channel) {
        RefundResult told = channel.queryRefund(refund.request());
        switch (told) {
            case RefundResult.Missing missing -> failed(refund, words);
            case RefundResult.Declined declined -> failed(refund, words);
            case RefundResult.Done(RefundNotice notice) -> settle(notice, "QUERY");
            case RefundResult.Underway underway -> asked(refund, "");
            case RefundResult.Stuck(String state) -> asked(refund, state);
            case RefundResult.Unknown(String why) -> asked(refund, why);
        }
    }

    private void asked(Refund refund, String words) {
        Instant now = clock.instant();
        rows.asked(refund.marketId(), refund.refundNo(), now, refund.nextTurn(now), Excerpt.of(words, LONGEST_WORDS));
    }

    private void failed(Refund refund, String words) {
        if (rows.failed(refund.marketId(), refund.refundNo(), Excerpt.of(words.strip(), LONGEST_WORDS)) == 1) {
            LOG.warn("the channel declined refund {}: {}", refund.number(), words.strip());
        }
    }

    /**
     * Books a refund that the channel says is done, whoever asked for it; told twice, it happens once. A refund that comes
     * before its payment asks the channel about the payment first.
     *
     * @param source {@code NOTICE} or {@code QUERY}
     */
    public RefundOutcome settle(RefundNotice notice, String source) {
        RefundOutcome outcome = settleOnce(notice, source);
        if (outcome instanceof RefundOutcome.TooEarly(OrderNumber number)) {
            orders.find(number.marketId(), number.orderNo()).ifPresent(recheck::ask);
            outcome = settleOnce(notice, source);
        }
        meters.counter("caishi.refunds", "outcome", outcome.getClass().getSimpleName())
                .increment();
        if (outcome instanceof RefundOutcome.NotOurs(String why)) {
            LOG.warn("a genuine refund of order {} was not booked: {}", notice.orderNo(), why);
        }
        return outcome;
    }

    private RefundOutcome settleOnce(RefundNotice notice, String source) {
        Optional<OrderNumber> number =
                OrderNumber.parse(notice.orderNo()).filter(printed -> markets.exists(printed.marketId()));
        long marketId = number.map(OrderNumber::marketId)
                .or(() -> merchants.find(notice.channel(), notice.merchantNo()).map(MerchantOf::marketId))
                .orElse(0L);
        RefundOutcome outcome =
                transactions.run(() -> booking.book(marketId, number.orElse(null), notice, source, clock.instant()));
        if (outcome instanceof RefundOutcome.Booked(OrderNumber refund, OrderNumber order) && order != null) {
            orders.find(order.marketId(), order.orderNo()).ifPresent(news::tellRefund);
        }
        return outcome;
    }

    private Refund find(Refund refund) {
        return rows.find(refund.marketId(), refund.refundNo()).orElseThrow();
    }

    /** Those about which the channel is to be asked now. */
    List<Refund> silent(long marketId, Instant now, int limit) {
        return rows.silent(marketId, now, now.minus(Refund.FIRST_WAIT), limit);
    }
}
