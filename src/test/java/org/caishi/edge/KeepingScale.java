/** A smart scale beside an edge that keeps goods: it says so, takes what it is sent, and refuses what is too dear for it. */
package org.caishi.edge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class KeepingScale implements AutoCloseable {
    static final long MOST_FEN_PER_KG = 99_999;
    static final String WORDS = "最高单价 999.99";

    /** Every id that it was sent, as often as it was sent. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    private final Map<Integer, String> kept = new TreeMap<>();
    private final EdgeScale.Line line;
    private final Thread thread;

    private KeepingScale(EdgeScale.Line line) {
        this.line = line;
        this.thread = Thread.ofVirtual().start(this::serve);
    }

    static KeepingScale open(EdgeScale scale) throws IOException {
        EdgeScale.Line line = scale.dial();
        line.socket().setSoTimeout(0);
        return new KeepingScale(line);
    }

    /** PLU, name and price of each of its goods. */
    List<String> kept() {
        synchronized (kept) {
            return List.copyOf(kept.values());
        }
    }

    private void serve() {
        try {
            line.say("{\"kind\":\"goods-ready\"}");
            while (true) {
                JsonNode message = JsonMapper.shared().readTree(line.hear());
                if (message.path("kind").asString("").equals("goods")) {
                    List<Map<String, Object>> results = new ArrayList<>();
                    message.path("goods").values().forEach(goods -> results.add(take(goods)));
                    line.say(JsonMapper.shared().writeValueAsString(Map.of("kind", "goods-ack", "results", results)));
                }
            }
        } catch (IOException ended) {
            // It was switched off, or the edge has gone.
        }
    }

    private Map<String, Object> take(JsonNode goods) {
        String id = goods.path("id").asString("");
        int plu = goods.path("plu").asInt();
        long price = goods.path("unitPriceFenPerKg").asLong();
        sent.add(id);
        if (price > MOST_FEN_PER_KG) {
            return Map.of("id", id, "plu", plu, "result", "refused", "reason", "price", "words", WORDS);
        }
        synchronized (kept) {
            if (goods.path("deleted").asBoolean(false)) {
                kept.remove(plu);
            } else {
                kept.put(plu, plu + " " + goods.path("name").asString("") + " " + price);
            }
        }
        return Map.of("id", id, "plu", plu, "result", "done");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        line.close();
        thread.join();
    }
}
