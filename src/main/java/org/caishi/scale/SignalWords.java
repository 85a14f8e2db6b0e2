/** A signal in one short line, for the technician who listens to a scale; the same words in every language, like hex. */
package org.caishi.scale;

import java.util.Locale;
import java.util.stream.Collectors;

final class SignalWords {
    private SignalWords() {}

    static String of(ScaleSignal signal) {
        return switch (signal) {
            case ScaleSignal.Reading reading -> reading(reading);
            case ScaleSignal.State(var condition) -> condition.name().toLowerCase(Locale.ROOT);
            case ScaleSignal.Sale sale ->
                "sale %d: %d items, %s"
                        .formatted(
                                sale.sequence(),
                                sale.items().size(),
                                yuan(sale.total().fen()));
            case ScaleSignal.Priced priced ->
                "%s × %s/kg = %s"
                        .formatted(
                                grams(priced.weight().grams()),
                                yuan(priced.unitPrice().fenPerKilogram()),
                                yuan(priced.amount().fen()));
            case ScaleSignal.Plu plu ->
                "PLU %d %s %s/%s"
                        .formatted(
                                plu.number(),
                                plu.name(),
                                yuan(plu.price().fen()),
                                plu.per().word());
            case ScaleSignal.Done done -> "done " + done.command() + (done.number() == null ? "" : " " + done.number());
            case ScaleSignal.OfGoods.Ready _ -> "ready for goods";
            case ScaleSignal.OfGoods.Answered(var answers) ->
                answers.stream().map(SignalWords::answer).collect(Collectors.joining(", "));
            case ScaleSignal.Rejected rejected ->
                "rejected: " + rejected.reason().word() + ", " + rejected.bytes() + " bytes";
        };
    }

    private static String answer(ScaleSignal.GoodsAnswer answer) {
        return "PLU " + answer.plu() + (answer.kept() ? " kept" : " refused: " + answer.reason());
    }

    private static String reading(ScaleSignal.Reading reading) {
        String stable = reading.stable() == null ? "" : reading.stable() ? " stable" : " moving";
        String net = reading.net() == null ? "" : reading.net() ? " net" : " gross";
        return grams(reading.weight().grams()) + stable + net;
    }

    private static String grams(long grams) {
        return grams + " g";
    }

    private static String yuan(long fen) {
        return "¥" + fen / 100 + "." + String.format(Locale.ROOT, "%02d", Math.abs(fen % 100));
    }
}
