/** Takes down what a vendor sold for cash: an order like any other, booked at once, asked of no channel. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.channel.ChannelName;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.Scene;
import org.caishi.identity.Person;
import org.caishi.market.PlateHolder;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.scale.Weighings;
import org.caishi.settlement.BusinessCalendar;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class CashSales {
    private static final Pattern REQUEST = Pattern.compile("[0-9A-Za-z-]{8,40}");

    private final VendorStalls stalls;
    private final Weighings weighings;
    private final BusinessCalendar calendar;
    private final Checkout checkout;
    private final NewOrders newOrders;
    private final CashRows cash;
    private final BookingRows rows;
    private final Completion completion;
    private final Transactions transactions;
    private final Clock clock;

    CashSales(
            VendorStalls stalls,
            Weighings weighings,
            BusinessCalendar calendar,
            Checkout checkout,
            NewOrders newOrders,
            CashRows cash,
            BookingRows rows,
            Completion completion,
            Transactions transactions,
            Clock clock) {
        this.stalls = stalls;
        this.weighings = weighings;
        this.calendar = calendar;
        this.checkout = checkout;
        this.newOrders = newOrders;
        this.cash = cash;
        this.rows = rows;
        this.completion = completion;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes cash for a weighing, all of it. The customer's open orders for it are closed at their channels first, so
     * that nobody pays twice.
     *
     * @param requestId made by the page: the same one again is the same sale
     * @throws NotFound when it is not this vendor's weighing
     * @throws BadInput when it has been paid or taken back
     */
    public OrderNumber takeFor(Person vendor, String requestId, long weighingId) {
        PlateHolder holder = stalls.of(vendor);
        long marketId = holder.market().marketId();
        if (weighings
                .byId(marketId, weighingId)
                .filter(weighing -> weighing.vendorId() == holder.vendor().vendorId())
                .isEmpty()) {
            throw new NotFound("weighing " + weighingId);
        }
        checkout.closeEarlier(marketId, weighingId);
        return take(vendor, holder, requestId, weighingId, Money.ZERO);
    }

    /**
     * Takes cash of a typed amount.
     *
     * @param requestId made by the page: the same one again is the same sale
     * @throws BadInput when the amount is nothing, or more than a stall sells
     */
    public OrderNumber take(Person vendor, String requestId, Money amount) {
        if (!amount.isPositive()) {
            throw new BadInput("payment.amount.positive");
        }
        if (amount.compareTo(Checkout.MOST) > 0) {
            throw new BadInput("payment.amount.most", Checkout.MOST.toString());
        }
        return take(vendor, stalls.of(vendor), requestId, null, amount);
    }

    private OrderNumber take(
            Person vendor, PlateHolder holder, String requestId, @Nullable Long weighingId, Money typed) {
        if (!REQUEST.matcher(requestId).matches()) {
            throw new BadInput("payment.cash.again");
        }
        Tap tap = transactions.run(() -> book(vendor, holder, requestId, weighingId, typed));
        if (tap.booked() != null) {
            completion.tell(tap.booked());
        }
        return tap.number();
    }

    /** The calendar's row is held before anything is asked, so of two taps at once the second finds the first. */
    private Tap book(Person vendor, PlateHolder holder, String requestId, @Nullable Long weighingId, Money typed) {
        long marketId = holder.market().marketId();
        long vendorId = holder.vendor().vendorId();
        calendar.hold(holder.market());
        Optional<Long> told = cash.orderOf(marketId, requestId, vendorId);
        if (told.isPresent()) {
            return new Tap(new OrderNumber(marketId, told.get()), null);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Money amount = weighingId == null ? typed : weighings.holdUnpaid(marketId, vendorId, weighingId);
        PaymentOrder order = order(holder, weighingId, amount, now);
        cash.add(new CashRows.Tap(marketId, requestId, order.orderNo(), vendorId, vendor.userId(), now));
        rows.addOrder(order);
        rows.flush();
        Incoming incoming = new Incoming(marketId, order.number(), notice(order, requestId, now));
        return new Tap(order.number(), completion.bookHere(List.of(incoming)));
    }

    private PaymentOrder order(PlateHolder holder, @Nullable Long weighingId, Money amount, Instant now) {
        return newOrders.order(
                holder,
                new NewOrders.Wanted(amount, weighingId, ChannelName.CASH, Scene.AT_STALL),
                "",
                OrderState.WAITING,
                now);
    }

    private static PaidNotice notice(PaymentOrder order, String requestId, Instant now) {
        return new PaidNotice(
                ChannelName.CASH,
                requestId,
                order.number().toString(),
                order.merchantNo(),
                order.amount(),
                "CNY",
                now,
                now,
                PaidNotice.Source.CASH);
    }

    /**
     * What a tap came to.
     *
     * @param booked null where an earlier tap had booked it
     */
    private record Tap(OrderNumber number, Booking.@Nullable Booked booked) {}
}
