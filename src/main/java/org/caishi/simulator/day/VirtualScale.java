/** A scale that reports complete sales in the product's own protocol, and keeps the goods that it is sent. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.simulator.day.KeptGoods.Kept;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class VirtualScale implements AutoCloseable {
    private static final int ROOM = 200;
    private static final int PATIENCE_SECONDS = 10;
    private static final int READY_EVERY_SECONDS = 60;
    private static final String READY = "{\"kind\":\"goods-ready\"}";

    private final Product.Device device;
    private final Clock clock;
    private final ScaleWay way;
    private final KeptGoods goods;
    private final AtomicLong sequence;
    private final BlockingQueue<String> acks = new LinkedBlockingQueue<>();
    private final List<Thread> threads;

    VirtualScale(Product.Device device, ScaleWay way, Clock clock) {
        this(device, way, clock, new KeptGoods(ROOM));
    }

    VirtualScale(Product.Device device, ScaleWay way, Clock clock, KeptGoods goods) {
        this.device = device;
        this.clock = clock;
        this.way = way;
        this.goods = goods;
        // A scale's own counter never goes back; one that is made anew goes on from the time.
        this.sequence = new AtomicLong(clock.millis());
        this.threads = List.of(
                Thread.ofVirtual().name(device.serial()).start(this::listen),
                Thread.ofVirtual().name(device.serial() + "-ready").start(this::beThere));
    }

    private void listen() {
        try {
            for (String message = way.hear(); !message.isEmpty(); message = way.hear()) {
                hear(message);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** A message of a kind that it does not know is nothing to it. */
    private void hear(String text) throws IOException {
        try {
            JsonNode message = JsonMapper.shared().readTree(text);
            switch (message.path("kind").asString("")) {
                case "ack" -> acks.add(text);
                case "goods" -> {
                    String answer = goods.take(message).orElse("");
                    if (!answer.isEmpty()) {
                        way.say(answer);
                    }
                }
                default -> {}
            }
        } catch (JacksonException unreadable) {
            acks.add(text);
        }
    }

    private void beThere() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                way.say(READY);
                TimeUnit.SECONDS.sleep(READY_EVERY_SECONDS);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** The goods on it, by PLU. */
    List<Kept> goods() {
        return goods.list();
    }

    /** Reports one sale and waits for its acknowledgement. */
    synchronized void sell(String name, int plu, long grams, long fenPerKilogram)
            throws IOException, InterruptedException {
        long amount = (fenPerKilogram * grams + 500) / 1000;
        way.sale(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "serial",
                        device.serial(),
                        "seq",
                        sequence.incrementAndGet(),
                        "at",
                        clock.instant().toString(),
                        "items",
                        List.of(Map.of(
                                "plu",
                                plu,
                                "name",
                                name,
                                "netGrams",
                                grams,
                                "tareGrams",
                                0,
                                "unitPriceFenPerKg",
                                fenPerKilogram,
                                "amountFen",
                                amount)),
                        "totalFen",
                        amount)));
        String answer = acks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null || !answer.contains("\"accepted\"")) {
            throw new IOException("the sale of scale " + device.serial() + " was answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        threads.forEach(Thread::interrupt);
        way.close();
    }
}
