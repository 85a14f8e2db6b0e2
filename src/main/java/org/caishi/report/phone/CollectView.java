/** What the collecting page shows at one moment; the page is drawn from it, and polls it as JSON. */
package org.caishi.report.phone;

import java.util.List;
import org.caishi.scale.Weighing;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * @param word the word of the day, which the consumer's result page shows too
 * @param cash the part of the total that was taken in cash
 * @param undo what this vendor took back a moment ago; null where there is nothing to restore
 * @param request a fresh number for the next tap on "cash"
 * @param waiting null when no weighing waits for its payment
 * @param last the latest payments, newest first
 */
record CollectView(
        String word,
        Money total,
        int payments,
        Takings cash,
        ShownWeight weight,
        @Nullable Waiting waiting,
        PhoneWeighings.@Nullable Undo undo,
        String request,
        List<Paid> last) {
    /** A sale that the customer has to pay now. */
    record Waiting(long weighingId, Money amount, List<Weighing.Item> items) {}

    /**
     * A payment that has come.
     *
     * @param ageSeconds since the channel took it: an old one is listed, not celebrated
     */
    record Paid(Receipt receipt, String time, long ageSeconds) {}
}
