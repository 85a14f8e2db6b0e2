/** Writes the message that brings goods and prices to a smart scale of our own protocol. */
package org.caishi.scale.protocol;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.caishi.units.UnitPrice;
import tools.jackson.databind.json.JsonMapper;

/** See firmware-protocols/caishi-device/protocol.md, section 2, "Goods and prices". */
public final class CaishiGoods {
    /** Goods in one message, so that it stays under 4,096 bytes: a small scale must be able to hold it. */
    public static final int MOST = 10;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CaishiGoods() {}

    /**
     * One of the goods.
     *
     * @param id 13 characters; of two ids the one that compares greater as text is the younger
     * @param key the hot key, from 1; 0 for none
     * @param deleted it is to be taken off the scale
     */
    public record Item(String id, int plu, String name, UnitPrice price, int key, boolean deleted) {}

    /** One message without a line end; its list may be empty where nothing is due. */
    public static byte[] message(List<Item> goods) {
        if (goods.size() > MOST) {
            throw new IllegalArgumentException("a message has at most " + MOST + " goods, not " + goods.size());
        }
        return JSON.writeValueAsBytes(
                new Message("goods", goods.stream().map(Line::of).toList()));
    }

    @JsonPropertyOrder({"kind", "goods"})
    record Message(String kind, List<Line> goods) {}

    @JsonPropertyOrder({"id", "plu", "name", "unitPriceFenPerKg", "unit", "key", "deleted"})
    record Line(String id, int plu, String name, long unitPriceFenPerKg, String unit, int key, boolean deleted) {
        static Line of(Item item) {
            return new Line(
                    item.id(),
                    item.plu(),
                    item.name(),
                    item.price().fenPerKilogram(),
                    "kg",
                    item.key(),
                    item.deleted());
        }
    }
}
