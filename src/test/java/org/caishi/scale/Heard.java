/** What a decoder said, gathered for a test. */
package org.caishi.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public final class Heard {
    public final List<ScaleSignal> signals = new ArrayList<>();

    /** Feeds the bytes in pieces of this size; each piece comes in the middle of a buffer that is reused, as links do. */
    public static Heard from(ScaleDecoder decoder, byte[] bytes, int chunk) {
        Heard heard = new Heard();
        heard.feed(decoder, bytes, chunk);
        return heard;
    }

    public void feed(ScaleDecoder decoder, byte[] bytes, int chunk) {
        byte[] buffer = new byte[chunk + 2];
        for (int at = 0; at < bytes.length; at += chunk) {
            int length = Math.min(chunk, bytes.length - at);
            System.arraycopy(bytes, at, buffer, 1, length);
            decoder.accept(buffer, 1, length, signals::add);
        }
    }

    public List<Long> grams() {
        return signals.stream()
                .filter(ScaleSignal.Reading.class::isInstance)
                .map(signal -> ((ScaleSignal.Reading) signal).weight().grams())
                .toList();
    }

    public List<String> rejections() {
        return signals.stream()
                .filter(ScaleSignal.Rejected.class::isInstance)
                .map(signal -> ((ScaleSignal.Rejected) signal).reason().word())
                .toList();
    }

    /** The signals without the rejections, which depend on what dirt there was. */
    public List<Map<String, Object>> meanings() {
        return events().stream()
                .filter(event -> !"rejected".equals(event.get("kind")))
                .toList();
    }

    /** The signals with the names of the golden files. */
    public List<Map<String, Object>> events() {
        return signals.stream().map(Heard::event).toList();
    }

    private static Map<String, Object> event(ScaleSignal signal) {
        return switch (signal) {
            case ScaleSignal.Reading(var weight, var stable, var net) ->
                fields("kind", "weight", "grams", (int) weight.grams(), "stable", stable, "net", net);
            case ScaleSignal.State(var condition) ->
                fields("kind", "state", "state", condition.name().toLowerCase(Locale.ROOT));
            case ScaleSignal.Priced(var weight, var unitPrice, var amount) ->
                fields(
                        "kind",
                        "sale",
                        "grams",
                        (int) weight.grams(),
                        "unitPriceFenPerKg",
                        (int) unitPrice.fenPerKilogram(),
                        "amountFen",
                        (int) amount.fen(),
                        "totalFen",
                        (int) amount.fen());
            case ScaleSignal.Plu plu -> plu(plu);
            case ScaleSignal.Done(var command, var number) ->
                number == null
                        ? fields("kind", "done", "command", command)
                        : fields("kind", "done", "command", command, "number", number);
            case ScaleSignal.OfGoods.Ready _ -> fields("kind", "goods-ready");
            case ScaleSignal.OfGoods.Answered(var answers) ->
                fields(
                        "kind",
                        "goods-ack",
                        "results",
                        answers.stream().map(Heard::answer).toList());
            case ScaleSignal.Rejected rejected ->
                fields("kind", "rejected", "reason", rejected.reason().word(), "bytes", rejected.bytes());
            case ScaleSignal.Sale sale -> sale(sale);
        };
    }

    private static Map<String, Object> sale(ScaleSignal.Sale sale) {
        List<Map<String, Object>> items = sale.items().stream().map(Heard::item).toList();
        Map<String, Object> fields = fields(
                "kind",
                "sale",
                "serial",
                sale.serial(),
                "seq",
                (int) sale.sequence(),
                "at",
                sale.at().toString());
        fields.put("items", items);
        fields.put("totalFen", (int) sale.total().fen());
        if (sale.prevHash() != null) {
            fields.put("prevHash", sale.prevHash());
        }
        return fields;
    }

    private static Map<String, Object> answer(ScaleSignal.GoodsAnswer answer) {
        return answer.kept()
                ? fields("id", answer.id(), "plu", answer.plu(), "result", "done")
                : fields(
                        "id",
                        answer.id(),
                        "plu",
                        answer.plu(),
                        "result",
                        "refused",
                        "reason",
                        answer.reason(),
                        "words",
                        answer.words());
    }

    private static Map<String, Object> plu(ScaleSignal.Plu plu) {
        Map<String, Object> fields = fields("kind", "plu", "plu", plu.number(), "code", plu.code(), "name", plu.name());
        fields.put("priceFen", (int) plu.price().fen());
        fields.put("per", plu.per().word());
        fields.put("tareGrams", (int) plu.tare().grams());
        fields.put("shelfDays", plu.shelfDays());
        return fields;
    }

    private static Map<String, Object> item(ScaleSignal.Item item) {
        Map<String, Object> fields = fields("plu", item.plu(), "name", item.name(), "flags", item.flags());
        fields.put("netGrams", (int) item.net().grams());
        fields.put("tareGrams", (int) item.tare().grams());
        fields.put("unitPriceFenPerKg", (int) item.unitPrice().fenPerKilogram());
        fields.put("amountFen", (int) item.amount().fen());
        return fields;
    }

    private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
