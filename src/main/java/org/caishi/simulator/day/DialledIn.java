/** A virtual scale's line to the product: dials in and shakes hands as the published protocol says. */
package org.caishi.simulator.day;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;

final class DialledIn implements ScaleWay {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 4_096;

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

    synchronized void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    @Override
    public void sale(String json) throws IOException {
        say(json);
    }

    @Override
    public void say(String json) throws IOException {
        send((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The product may say nothing for hours. */
    @Override
    public String hear() throws IOException {
        socket.setSoTimeout(0);
        return readLine();
    }

    /** The next line without its end; empty at the end of the stream. */
    private String readLine() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST_ANSWER) {
                throw new IOException("an answer without end");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
