/** A scale that dials in and reports complete sales in the product's own protocol. */
package org.caishi.simulator.day;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

final class VirtualScale implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Product.Device device;
    private final Clock clock;
    private final Socket socket;
    private final BufferedReader in;
    private final AtomicLong sequence;

    VirtualScale(Product.Device device, String host, int port, Clock clock) throws IOException {
        this.device = device;
        this.clock = clock;
        this.socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        // A scale's own counter never goes back; one that is made anew goes on from the time.
        this.sequence = new AtomicLong(clock.millis());
        shakeHands();
    }

    private void shakeHands() throws IOException {
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature = Signature.of(device.key(), device.serial(), device.protocol(), time, nonce);
        send("CAISHI %s %s %s %s %s".formatted(device.serial(), device.protocol(), time, nonce, signature));
        String answer = in.readLine();
        if (!"OK".equals(answer)) {
            throw new IOException("scale " + device.serial() + " was answered " + answer);
        }
    }

    /** Reports one sale and waits for its acknowledgement. */
    synchronized void sell(String name, int plu, long grams, long fenPerKilogram) throws IOException {
        long amount = (fenPerKilogram * grams + 500) / 1000;
        send(JsonMapper.shared()
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
        String answer = in.readLine();
        if (answer == null || !answer.contains("\"accepted\"")) {
            throw new IOException("the sale of scale " + device.serial() + " was answered " + answer);
        }
    }

    private void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
