/** A smart scale that hangs on an edge: it dials in, tells its sales in order, and tells each again until it is acknowledged. */
package org.caishi.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.caishi.device.Device;
import org.caishi.device.DeviceSignature;

final class EdgeScale implements AutoCloseable {
    private static final int ANSWER_WITHIN_MILLIS = 2_000;

    private final List<Long> acknowledged = new ArrayList<>();
    private final Device device;
    private final byte[] key;
    private final int port;
    private String more = "";
    private volatile boolean open = true;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    EdgeScale(Device device, byte[] key, int port) {
        this.device = device;
        this.key = key;
        this.port = port;
    }

    /** Its messages carry so many characters more, in a field that nobody knows. */
    EdgeScale wordy(int characters) {
        more = ",\"more\":\"" + "x".repeat(characters) + "\"";
        return this;
    }

    /** Sells from now on, as fast as it is acknowledged. */
    EdgeScale sell() {
        thread = Thread.ofVirtual().start(this::keepSelling);
        return this;
    }

    /** The numbers that it has been told are stored, in order. */
    List<Long> acknowledged() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    /** Tells one sale on a line of its own and gives the answer. */
    String tell(long sequence) throws IOException {
        return tell(sequence, 1_249);
    }

    String tell(long sequence, long fen) throws IOException {
        try (Line line = dial()) {
            return line.ask(sale(sequence, fen));
        }
    }

    /** One line for many sales. */
    Till open() throws IOException {
        return new Till(dial());
    }

    String sale(long sequence, long fen) {
        // The same bytes each time: only what the scale has kept decides them.
        return "{\"kind\":\"sale\",\"serial\":\"%s\",\"seq\":%d,\"at\":\"%s\",\"items\":[{\"plu\":1001,\"name\":\"鲫鱼\",\"netGrams\":488,\"tareGrams\":12,\"unitPriceFenPerKg\":2560,\"amountFen\":%d}],\"totalFen\":%d%s}"
                .formatted(device.serial(), sequence, STARTED, fen, fen, more);
    }

    private static final String STARTED = Clock.systemUTC()
            .instant()
            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
            .toString();

    private void keepSelling() {
        long sequence = 1;
        while (open) {
            try (Line line = dial()) {
                while (open) {
                    if (!line.ask(sale(sequence, 1_249)).contains("\"seq\":" + sequence + ",\"result\":\"accepted\"")) {
                        throw new IOException("not acknowledged");
                    }
                    synchronized (acknowledged) {
                        acknowledged.add(sequence);
                    }
                    sequence++;
                }
            } catch (IOException | UncheckedIOException lineLost) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A line on which it has said who it is. */
    Line dial() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
        Line line = new Line(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
        String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature =
                DeviceSignature.of(key, String.join("\n", device.serial(), device.protocol(), timestamp, nonce));
        String answer = line.ask(
                "CAISHI %s %s %s %s %s".formatted(device.serial(), device.protocol(), timestamp, nonce, signature));
        if (!answer.equals("OK")) {
            line.close();
            throw new IOException(answer);
        }
        return line;
    }

    final class Till implements AutoCloseable {
        private final Line line;

        private Till(Line line) {
            this.line = line;
        }

        String tell(long sequence) throws IOException {
            return line.ask(sale(sequence, 1_249));
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    record Line(Socket socket, BufferedReader in) implements AutoCloseable {
        String ask(String text) throws IOException {
            say(text);
            return hear();
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write((text + "\n").getBytes(UTF_8));
        }

        String hear() throws IOException {
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the edge has gone");
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join();
    }
}
