/** A virtual scale's line to the product: dials in and shakes hands as the published protocol says. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;

final class DialledIn implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 2_000;

    private final Socket socket = new Socket();

    DialledIn(Product.Device device, String host, int port, InstantSource clock) throws IOException {
        socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = UUID.randomUUID().toString().replace("-", "");
        String signature = Signature.of(device.key(), device.serial(), device.protocol(), time, nonce);
        send("CAISHI %s %s %s %s %s\n"
                .formatted(device.serial(), device.protocol(), time, nonce, signature)
                .getBytes(StandardCharsets.UTF_8));
        String answer = readLine();
        if (!"OK".equals(answer)) {
            throw new IOException("scale " + device.serial() + " was answered " + answer);
        }
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** The next line without its end, of at most two thousand characters. */
    String readLine() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LONGEST_ANSWER) {
                throw new IOException("an answer without end");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
