/** The collecting page's state as JSON, with every text ready to be shown, in the reader's language. */
package org.caishi.report.phone;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caishi.report.phone.CollectView.Paid;
import org.caishi.report.phone.CollectView.Waiting;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.Weighing;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * @param count the line under the total
 * @param cash the line about cash under it; empty without cash
 * @param undo null where nothing can be restored
 * @param request for the next tap on "cash"
 */
record NowJson(
        String word,
        String total,
        String count,
        String cash,
        ShownWeightJson weight,
        @Nullable WaitingJson waiting,
        @Nullable UndoJson undo,
        String request,
        List<PaidJson> last) {
    /** As in the event {@code weight}. */
    record ShownWeightJson(
            @Nullable Long grams,
            boolean stable,
            @Nullable String condition,
            boolean light,
            boolean net,
            @Nullable Long fenPerKg,
            @Nullable Long amountFen,
            @Nullable Long exactFen,
            @Nullable String rounding) {}

    /** What was taken back a moment ago. */
    record UndoJson(String weighingId, String amount) {}

    /** A weighing's id is a string, for it is larger than JavaScript's integers. */
    record WaitingJson(String weighingId, String amount, String items) {}

    /** As in the event {@code paid}, with what only a query knows. */
    record PaidJson(
            String orderNo,
            int runningNo,
            long amountFen,
            String amount,
            String channel,
            String paidAt,
            String time,
            long ageSeconds) {}

    static NowJson of(CollectView view, MessageSource messages, Locale language) {
        return new NowJson(
                view.word(),
                view.total().toString(),
                messages.getMessage("vendor.collect.count", new Object[] {view.payments()}, language),
                cash(view.cash(), messages, language),
                weight(view.weight()),
                view.waiting() == null ? null : waiting(view.waiting(), messages, language),
                view.undo() == null
                        ? null
                        : new UndoJson(
                                Long.toString(view.undo().weighingId()),
                                view.undo().total().toString()),
                view.request(),
                view.last().stream().map(NowJson::paid).toList());
    }

    private static ShownWeightJson weight(ShownWeight shown) {
        LiveWeight.Offer offer = shown.offer();
        Money exact = shown.exact();
        return new ShownWeightJson(
                shown.grams(),
                shown.stable(),
                shown.condition(),
                shown.light(),
                shown.net(),
                offer == null ? null : offer.unitPrice().fenPerKilogram(),
                offer == null ? null : offer.amount().fen(),
                exact == null ? null : exact.fen(),
                shown.rounding());
    }

    private static String cash(Takings cash, MessageSource messages, Locale language) {
        return cash.payments() == 0
                ? ""
                : messages.getMessage("vendor.collect.cash", new Object[] {cash.amount(), cash.payments()}, language);
    }

    private static WaitingJson waiting(Waiting waiting, MessageSource messages, Locale language) {
        String items = waiting.items().stream()
                .map(item -> item(item, messages, language))
                .collect(Collectors.joining("\n"));
        return new WaitingJson(
                Long.toString(waiting.weighingId()), waiting.amount().toString(), items);
    }

    /** Without a weight only what it comes to is known. */
    private static String item(Weighing.Item item, MessageSource messages, Locale language) {
        String words = item.net().isPositive()
                ? messages.getMessage(
                        "vendor.item",
                        new Object[] {
                            item.name(), item.net().kilograms(), item.price().yuanPerKilogram()
                        },
                        language)
                : messages.getMessage("vendor.item.amount", new Object[] {item.name(), item.amount()}, language);
        return words.strip();
    }

    private static PaidJson paid(Paid paid) {
        Receipt receipt = paid.receipt();
        return new PaidJson(
                receipt.number(),
                receipt.runningNo(),
                receipt.amountFen(),
                receipt.amount().toString(),
                receipt.channel(),
                receipt.paidAt().toString(),
                paid.time(),
                paid.ageSeconds());
    }
}
