/** A scale that only shows: sends its weight five times a second, as Yaohua indicators do, a new one every few seconds. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;

final class VirtualDisplay implements AutoCloseable {
    private static final int FRAMES_A_WEIGHT = 40;
    private static final int FRAME_MILLIS = 200;
    private static final int HEAVIEST_GRAMS = 3_000;

    private final DialledIn line;
    private final Random random;
    private final Thread sender;

    VirtualDisplay(Product.Device device, String host, int port, InstantSource clock) throws IOException {
        this.line = new DialledIn(device, host, port, clock);
        this.random = new Random(device.serial().hashCode());
        this.sender = Thread.ofVirtual().name(device.serial()).start(this::show);
    }

    private void show() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                byte[] frame = frame(50 + random.nextInt(HEAVIEST_GRAMS));
                for (int times = 0; times < FRAMES_A_WEIGHT; times++) {
                    line.send(frame);
                    TimeUnit.MILLISECONDS.sleep(FRAME_MILLIS);
                }
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Three decimals: grams on a display of kilograms. */
    static byte[] frame(int grams) {
        String body = "+%06d3".formatted(grams);
        int xor = body.chars().reduce(0, (sum, next) -> sum ^ next);
        return "\u0002%s%02X\u0003".formatted(body, xor).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        sender.interrupt();
        line.close();
    }
}
