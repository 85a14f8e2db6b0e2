/** A scale that dials in and reports complete sales in the product's own protocol. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

final class VirtualScale implements AutoCloseable {
    private final Product.Device device;
    private final Clock clock;
    private final DialledIn line;
    private final AtomicLong sequence;

    VirtualScale(Product.Device device, String host, int port, Clock clock) throws IOException {
        this.device = device;
        this.clock = clock;
        this.line = new DialledIn(device, host, port, clock);
        // A scale's own counter never goes back; one that is made anew goes on from the time.
        this.sequence = new AtomicLong(clock.millis());
    }

    /** Reports one sale and waits for its acknowledgement. */
    synchronized void sell(String name, int plu, long grams, long fenPerKilogram) throws IOException {
        long amount = (fenPerKilogram * grams + 500) / 1000;
        line.send((JsonMapper.shared()
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
                                        amount))
                        + "\n")
                .getBytes(StandardCharsets.UTF_8));
        String answer = line.readLine();
        if (!answer.contains("\"accepted\"")) {
            throw new IOException("the sale of scale " + device.serial() + " was answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
