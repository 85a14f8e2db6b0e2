/** What a verified payment means for the order it names; a pure function of the order as it stands. */
package org.caishi.payment;

import org.caishi.channel.PaidNotice;
import org.jspecify.annotations.Nullable;

sealed interface Decision {
    /** The order is waiting for exactly this: book it. */
    record Book(PaymentOrder order) implements Decision {}

    /** The very same charge was booked before. */
    record Already() implements Decision {}

    /** Real money that this order cannot take: keep it in suspense, owed back. */
    record OweBack(Reason reason) implements Decision {}

    /** The money went to a merchant that this order was not for: not ours to book; raise an alert. */
    record NotOurs() implements Decision {}

    enum Reason {
        ORDER_CLOSED,
        ORDER_UNKNOWN,
        SECOND_CHARGE,
        WRONG_AMOUNT,
        WRONG_CURRENCY
    }

    /** Decides by the order as it is now, locked; null where there is no such order. */
    static Decision about(@Nullable PaymentOrder order, PaidNotice notice) {
        if (order == null) {
            return new OweBack(Reason.ORDER_UNKNOWN);
        }
        if (!order.merchantNo().equals(notice.merchantNo()) || order.channel() != notice.channel()) {
            return new NotOurs();
        }
        return switch (order.state()) {
            case PAID, PART_REFUNDED, REFUNDED ->
                notice.channelTxn().equals(order.channelTxn()) ? new Already() : new OweBack(Reason.SECOND_CHARGE);
            case CLOSED -> new OweBack(Reason.ORDER_CLOSED);
            case WAITING -> forWaiting(order, notice);
        };
    }

    private static Decision forWaiting(PaymentOrder order, PaidNotice notice) {
        if (!notice.currency().equals("CNY")) {
            return new OweBack(Reason.WRONG_CURRENCY);
        }
        return order.amount().equals(notice.amount()) ? new Book(order) : new OweBack(Reason.WRONG_AMOUNT);
    }
}
