/** The published JSON form of a scale's signals, as {@code decode} prints them. */
package org.caishi.tool;

import java.util.Locale;
import org.caishi.scale.ScaleSignal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

final class SignalJson {
    private SignalJson() {}

    static void write(JsonGenerator json, ScaleSignal signal) {
        switch (signal) {
            case ScaleSignal.Reading reading -> {
                json.writeStringProperty("kind", "weight");
                json.writeNumberProperty("grams", reading.weight().grams());
                writeTruth(json, "stable", reading.stable());
                writeTruth(json, "net", reading.net());
            }
            case ScaleSignal.State state -> {
                json.writeStringProperty("kind", "state");
                json.writeStringProperty("state", state.condition().name().toLowerCase(Locale.ROOT));
            }
            case ScaleSignal.Sale sale -> write(json, sale);
            case ScaleSignal.Priced priced -> {
                json.writeStringProperty("kind", "sale");
                json.writeNumberProperty("grams", priced.weight().grams());
                json.writeNumberProperty("unitPriceFenPerKg", priced.unitPrice().fenPerKilogram());
                json.writeNumberProperty("amountFen", priced.amount().fen());
                json.writeNumberProperty("totalFen", priced.amount().fen());
            }
            case ScaleSignal.Plu plu -> write(json, plu);
            case ScaleSignal.Done done -> {
                json.writeStringProperty("kind", "done");
                json.writeStringProperty("command", done.command());
                if (done.number() != null) {
                    json.writeNumberProperty("number", done.number());
                }
            }
            case ScaleSignal.OfGoods.Ready _ -> json.writeStringProperty("kind", "goods-ready");
            case ScaleSignal.OfGoods.Answered(var answers) -> {
                json.writeStringProperty("kind", "goods-ack");
                json.writeArrayPropertyStart("results");
                answers.forEach(answer -> write(json, answer));
                json.writeEndArray();
            }
            case ScaleSignal.Rejected rejected -> {
                json.writeStringProperty("kind", "rejected");
                json.writeStringProperty("reason", rejected.reason().word());
                json.writeNumberProperty("bytes", rejected.bytes());
            }
        }
    }

    private static void write(JsonGenerator json, ScaleSignal.Sale sale) {
        json.writeStringProperty("kind", "sale");
        json.writeStringProperty("serial", sale.serial());
        json.writeNumberProperty("seq", sale.sequence());
        json.writeStringProperty("at", sale.at().toString());
        json.writeArrayPropertyStart("items");
        sale.items().forEach(item -> write(json, item));
        json.writeEndArray();
        json.writeNumberProperty("totalFen", sale.total().fen());
        if (sale.prevHash() != null) {
            json.writeStringProperty("prevHash", sale.prevHash());
        }
    }

    private static void write(JsonGenerator json, ScaleSignal.GoodsAnswer answer) {
        json.writeStartObject();
        json.writeStringProperty("id", answer.id());
        json.writeNumberProperty("plu", answer.plu());
        json.writeStringProperty("result", answer.kept() ? "done" : "refused");
        if (!answer.kept()) {
            json.writeStringProperty("reason", answer.reason());
            json.writeStringProperty("words", answer.words());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ScaleSignal.Plu plu) {
        json.writeStringProperty("kind", "plu");
        json.writeNumberProperty("plu", plu.number());
        json.writeStringProperty("code", plu.code());
        json.writeStringProperty("name", plu.name());
        json.writeNumberProperty("priceFen", plu.price().fen());
        json.writeStringProperty("per", plu.per().word());
        json.writeNumberProperty("tareGrams", plu.tare().grams());
        json.writeNumberProperty("shelfDays", plu.shelfDays());
    }

    private static void write(JsonGenerator json, ScaleSignal.Item item) {
        json.writeStartObject();
        json.writeNumberProperty("plu", item.plu());
        json.writeStringProperty("name", item.name());
        json.writeNumberProperty("netGrams", item.net().grams());
        json.writeNumberProperty("tareGrams", item.tare().grams());
        json.writeNumberProperty("unitPriceFenPerKg", item.unitPrice().fenPerKilogram());
        json.writeNumberProperty("amountFen", item.amount().fen());
        json.writeArrayPropertyStart("flags");
        item.flags().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTruth(JsonGenerator json, String name, @Nullable Boolean truth) {
        if (truth == null) {
            json.writeNullProperty(name);
        } else {
            json.writeBooleanProperty(name, truth);
        }
    }
}
