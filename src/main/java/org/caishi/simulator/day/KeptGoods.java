/** The goods that a virtual scale keeps, taken and answered as the published protocol says. */
package org.caishi.simulator.day;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class KeptGoods {
    private final int room;
    private final Map<Integer, Kept> byPlu = new TreeMap<>();
    private int changes;

    /** @param room for so many PLUs */
    KeptGoods(int room) {
        this.room = room;
    }

    /** @param deleted its place is free, and only its id is remembered */
    record Kept(String id, int plu, String name, long fenPerKilogram, boolean deleted) {}

    /** Takes a message of goods; the answer is empty where it has none. */
    synchronized Optional<String> take(JsonNode message) {
        List<Map<String, Object>> results =
                message.path("goods").values().stream().map(this::takeOne).toList();
        return results.isEmpty()
                ? Optional.empty()
                : Optional.of(JsonMapper.shared().writeValueAsString(ordered("kind", "goods-ack", "results", results)));
    }

    private Map<String, Object> takeOne(JsonNode goods) {
        Kept wanted = new Kept(
                goods.path("id").asString(""),
                goods.path("plu").asInt(),
                goods.path("name").asString(""),
                goods.path("unitPriceFenPerKg").asLong(),
                goods.path("deleted").asBoolean(false));
        Map<String, Object> result = ordered("id", wanted.id(), "plu", wanted.plu());
        Kept known = byPlu.get(wanted.plu());
        boolean isNew = known == null || known.id().compareTo(wanted.id()) < 0;
        boolean takesRoom = !wanted.deleted() && (known == null || known.deleted());
        if (isNew && takesRoom && list().size() >= room) {
            result.putAll(ordered("result", "refused", "reason", "full"));
            result.put("words", room + " PLUs are all it holds");
            return result;
        }
        if (isNew) {
            byPlu.put(wanted.plu(), wanted);
            changes++;
        }
        result.put("result", "done");
        return result;
    }

    private static Map<String, Object> ordered(String name, Object value, String second, Object other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        fields.put(second, other);
        return fields;
    }

    /** What can be called up, by PLU. */
    synchronized List<Kept> list() {
        return byPlu.values().stream().filter(kept -> !kept.deleted()).toList();
    }

    /** How often something was written or taken off. */
    synchronized int changes() {
        return changes;
    }
}
