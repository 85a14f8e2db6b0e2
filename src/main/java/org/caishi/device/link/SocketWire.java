/** A TCP connection as a wire; what was read ahead with its first line stays in the stream. */
package org.caishi.device.link;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.caishi.device.Device;
import org.caishi.device.Wire;

final class SocketWire implements Wire {
    /** Three heartbeats of 20 s; TCP itself does not tell that a scale is gone. */
    private static final int IDLE_SECONDS = 60;

    /** Ten thousand links have one each. */
    private static final int READ_AHEAD = 1_024;

    private static final long LAST_WORDS_NANOS = 500_000_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int timeout;
    private long idleMillis = IDLE_SECONDS * 1_000L;
    private long lastByteAt = System.nanoTime();

    SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), READ_AHEAD);
        this.out = socket.getOutputStream();
    }

    /** From now on the device may be silent only as long as its setting {@code idleSeconds} allows. */
    SocketWire idleLimitOf(Device device) throws IOException {
        idleMillis = device.setting("idleSeconds", IDLE_SECONDS, 1, 86_400) * 1_000L;
        lastByteAt = System.nanoTime();
        waitAtMost(idleMillis);
        return this;
    }

    /** For one read; a wait of 0 would be endless. */
    void waitAtMost(long millis) throws IOException {
        int wanted = Math.clamp(millis, 1, Integer.MAX_VALUE);
        if (wanted != timeout) {
            socket.setSoTimeout(wanted);
            timeout = wanted;
        }
    }

    /**
     * Ends our side and hears the other out for a moment: closing over bytes that were not read makes TCP throw away
     * what was said last.
     */
    void endSaying() throws IOException {
        socket.shutdownOutput();
        long until = System.nanoTime() + LAST_WORDS_NANOS;
        byte[] rest = new byte[READ_AHEAD];
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            waitAtMost(left / 1_000_000);
            if (in.read(rest) < 0) {
                return;
            }
        }
    }

    /** The silence is counted in whole seconds, so that the socket's limit, which costs, is set anew only now and then. */
    @Override
    public int read(byte[] target, Duration atMost) throws IOException {
        long silentSeconds = (System.nanoTime() - lastByteAt) / 1_000_000_000;
        long idle = idleMillis - silentSeconds * 1_000;
        if (idle <= 0) {
            throw new SocketTimeoutException("silent for " + idleMillis / 1_000 + " s");
        }
        waitAtMost(Math.min(idle, Math.max(1, atMost.toMillis())));
        try {
            int count = in.read(target);
            lastByteAt = System.nanoTime();
            return count;
        } catch (SocketTimeoutException nothingYet) {
            return 0;
        }
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public String describe() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    @Override
    public String toString() {
        return describe();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
