/** One way of being paid: a licensed channel with its own protocol behind a common face. */
package org.caishi.channel;

import java.util.Optional;
import java.util.Set;

/**
 * Implementations verify the signature of every answer that carries one, give up after bounded time, never throw and never
 * guess: what is not understood is {@code Unknown}. {@link #charge}, {@link #query}, {@link #close}, refunds and the sign-in
 * may block for seconds; call them outside transactions.
 */
public interface PaymentChannel {
    ChannelName name();

    /** The scenes it can be charged in. */
    Set<Scene> scenes();

    /** False while it is left alone because it was silent too often: it takes no charges then. */
    default boolean isAnswering() {
        return true;
    }

    ChargeResult charge(ChargeRequest request);

    /** Asks about a charge by our number. */
    QueryResult query(String orderNo, String merchantNo);

    /** Asks the channel to take no more money under our number. */
    CloseResult close(String orderNo, String merchantNo);

    /**
     * Undoes a charge by {@link Scene#CODE} whose outcome stays unclear: afterwards nothing is charged under our number, or
     * what was is given back. Not before 15 s after the charge, while the payer may still be typing.
     */
    default CloseResult cancel(String orderNo, String merchantNo) {
        return close(orderNo, merchantNo);
    }

    /** Asks for money to be given back; safe to repeat under the same number. */
    RefundResult refund(RefundRequest request);

    /** Asks what became of a refund, by the same facts with which it was asked for; moves nothing. */
    RefundResult queryRefund(RefundRequest request);

    /** Present when the channel can instruct parts out of a payment. */
    default Optional<SplitDesk> splits() {
        return Optional.empty();
    }

    /** Present when the channel gives a day's bill by program. */
    default Optional<BillDesk> bills() {
        return Optional.empty();
    }

    /** Checks and reads a notice; never throws on any input and never blocks for long. */
    NoticeReading read(RawNotice notice);

    /** What to answer when the notice is booked (or needed no booking). */
    NoticeAnswer accepted();

    /** What to answer so that the channel comes again, because the notice could not be booked now. */
    NoticeAnswer refused(String why);

    /** What to answer a notice that {@link #read} refused, so that its sender hears no. */
    default NoticeAnswer refused(NoticeReading.Refused refused) {
        return refused(refused.why());
    }

    /** Present when {@link Scene#JSAPI} needs the payer's id first. */
    Optional<PayerSignIn> signIn();
}
