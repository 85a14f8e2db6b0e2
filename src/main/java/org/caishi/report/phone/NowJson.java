/** The collecting page's state as JSON, with every text ready to be shown, in the reader's language. */
package org.caishi.report.phone;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.caishi.report.phone.CollectView.Paid;
import org.caishi.report.phone.CollectView.Waiting;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/**
 * @param count the line under the total
 * @param cash the line about cash under it; empty without cash
 * @param request for the next tap on "cash"
 */
record NowJson(
        String word,
        String total,
        String count,
        String cash,
        ShownWeightJson weight,
        @Nullable WaitingJson waiting,
        String request,
        List<PaidJson> last) {
    /** As in the event {@code weight}. */
    record ShownWeightJson(
            @Nullable Long grams, boolean stable, @Nullable String condition) {}

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
            long ageSeconds,
            String speech) {}

    static NowJson of(CollectView view, MessageSource messages, Locale language) {
        return new NowJson(
                view.word(),
                view.total().toString(),
                messages.getMessage("vendor.collect.count", new Object[] {view.payments()}, language),
                cash(view.cash(), messages, language),
                new ShownWeightJson(
                        view.weight().grams(),
                        view.weight().stable(),
                        view.weight().condition()),
                view.waiting() == null ? null : waiting(view.waiting(), messages, language),
                view.request(),
                view.last().stream().map(NowJson::paid).toList());
    }

    private static String cash(Takings cash, MessageSource messages, Locale language) {
        return cash.payments() == 0
                ? ""
                : messages.getMessage("vendor.collect.cash", new Object[] {cash.amount(), cash.payments()}, language);
    }

    private static WaitingJson waiting(Waiting waiting, MessageSource messages, Locale language) {
        String items = waiting.items().stream()
                .map(item -> messages.getMessage(
                        "vendor.item",
                        new Object[] {
                            item.name(), item.net().kilograms(), item.price().yuanPerKilogram()
                        },
                        language))
                .collect(Collectors.joining("\n"));
        return new WaitingJson(
                Long.toString(waiting.weighingId()), waiting.amount().toString(), items);
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
                paid.ageSeconds(),
                paid.speech());
    }
}
