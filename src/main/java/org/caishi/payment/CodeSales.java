/** Takes a payment by the code in the payer's wallet (付款码), which the vendor scans. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Instant;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.Scene;
import org.caishi.identity.Person;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;

/**
 * The wallet is told by the code. Where the payer has to type a password the order waits, and {@link Recheck} asks about it
 * after 5 s and then every 10 s; after 45 s it is cancelled at the channel.
 */
@Component
public class CodeSales {
    private final VendorStalls stalls;
    private final Weighings weighings;
    private final Checkout checkout;
    private final Completion completion;
    private final Clock clock;

    CodeSales(VendorStalls stalls, Weighings weighings, Checkout checkout, Completion completion, Clock clock) {
        this.stalls = stalls;
        this.weighings = weighings;
        this.checkout = checkout;
        this.completion = completion;
        this.clock = clock;
    }

    /**
     * Takes a typed amount.
     *
     * @param scanned what the scanner read
     * @throws BadInput when it is no wallet's code, or the wallet says no
     */
    public OrderNumber take(Person vendor, String scanned, Money amount) {
        PlateHolder holder = stalls.of(vendor);
        PaymentCode code = code(scanned);
        return take(new Checkout.Request(holder, amount, null, code.channel(), Scene.CODE, Payer.showing(code)));
    }

    /**
     * Takes the whole of a weighing.
     *
     * @throws NotFound when it is not this vendor's weighing
     * @throws BadInput when it is paid, the code is no wallet's, or the wallet says no
     */
    public OrderNumber takeFor(Person vendor, String scanned, long weighingId) {
        PlateHolder holder = stalls.of(vendor);
        PaymentCode code = code(scanned);
        Weighing weighing = weighings
                .byId(holder.market().marketId(), weighingId)
                .filter(found -> found.vendorId() == holder.vendor().vendorId())
                .orElseThrow(() -> new NotFound("weighing " + weighingId));
        if (weighing.state() != Weighing.State.WAITING) {
            throw new BadInput("payment.weighing.gone");
        }
        return take(new Checkout.Request(
                holder, weighing.total(), weighingId, code.channel(), Scene.CODE, Payer.showing(code)));
    }

    /**
     * How a sale stands.
     *
     * @throws NotFound when it is not this vendor's
     */
    public Standing standing(Person vendor, String number) {
        PaymentOrder order = stalls.order(vendor, number);
        return new Standing(order.number(), order.amount(), order.state());
    }

    /** A sale by code. */
    public record Standing(OrderNumber number, Money amount, OrderState state) {}

    private OrderNumber take(Checkout.Request request) {
        Checkout.OpenedOrder order = checkout.open(request);
        return switch (order.result()) {
            case ChargeResult.Paid paid -> {
                completion.settle(notice(order, paid));
                yield order.number();
            }
            case ChargeResult.Waiting waiting -> order.number();
            case ChargeResult.Unknown unknown -> order.number();
            case ChargeResult.Declined(String code, String words) -> throw new BadInput("payment.declined", words);
        };
    }

    private PaidNotice notice(Checkout.OpenedOrder order, ChargeResult.Paid paid) {
        Instant now = clock.instant();
        return new PaidNotice(
                order.channel(),
                paid.channelTxn(),
                order.number().toString(),
                order.merchantNo(),
                paid.amount(),
                "CNY",
                paid.at(),
                now,
                PaidNotice.Source.ANSWER);
    }

    private static PaymentCode code(String scanned) {
        return PaymentCode.read(scanned).orElseThrow(() -> new BadInput("payment.code.unreadable"));
    }
}
