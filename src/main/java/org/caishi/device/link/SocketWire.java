/** A TCP connection as a wire; what was read ahead with its first line stays in the stream. */
package org.caishi.device.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.caishi.device.Device;
import org.caishi.device.Wire;

final class SocketWire implements Wire {
    /** Three heartbeats of 20 s; TCP itself does not tell that a scale is gone. */
    private static final int IDLE_SECONDS = 60;

    /** A first line, and what a hasty device sends behind it. */
    private static final int READ_AHEAD = 512;

    private static final byte[] NOTHING = new byte[0];
    private static final int ENDLESS = 0;
    private static final long LAST_WORDS_NANOS = 500_000_000;

    private final Socket socket;
    private final In in;
    private final OutputStream out;
    private Silence silence = new Silence(Duration.ofSeconds(IDLE_SECONDS));
    private int timeout;

    SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new In(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** From now on the device may be silent only as long as its setting {@code idleSeconds} allows. */
    SocketWire idleLimitOf(Device device) throws IOException {
        silence = new Silence(Duration.ofSeconds(device.setting("idleSeconds", IDLE_SECONDS, 1, 86_400)));
        limitReads(ENDLESS);
        return this;
    }

    /** For the next reads; a wait of 0 would be endless. */
    void waitAtMost(long millis) throws IOException {
        limitReads(Math.clamp(millis, 1, Integer.MAX_VALUE));
    }

    private void limitReads(int millis) throws IOException {
        if (millis != timeout) {
            socket.setSoTimeout(millis);
            timeout = millis;
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

    /** Whoever would wait longer than the device may be silent needs no timer, which costs: the watch ends the silence. */
    @Override
    public int read(byte[] target, Duration atMost) throws IOException {
        if (atMost.compareTo(silence.limit()) < 0) {
            waitAtMost(atMost.toMillis());
        } else {
            limitReads(ENDLESS);
        }
        try {
            return in.read(target);
        } catch (SocketTimeoutException nothingYet) {
            return 0;
        }
    }

    /**
     * Closes the wire when its device has been silent for too long, which wakes whoever waits for it.
     *
     * @param now as {@link System#nanoTime} counts
     */
    void closeIfSilent(long now) {
        if (silence.ends(now)) {
            close();
        }
    }

    /** Why the wire was closed, when that was for its device's silence: what its user then fails by is only the echo. */
    Optional<IOException> silence(Exception echo) {
        return silence.isOver() ? Optional.of(new IOException(silence.words(), echo)) : Optional.empty();
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

    /**
     * Reads ahead only for whoever takes single bytes, which is the door with the first line; frames come as the socket
     * has them. ({@link java.io.BufferedInputStream} asks the system at each read whether more could be had.)
     */
    private final class In extends InputStream {
        private final InputStream raw;
        private byte[] ahead = NOTHING;
        private int position;
        private int end;

        In(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            if (position == end) {
                ahead = ahead.length == 0 ? new byte[READ_AHEAD] : ahead;
                int count = receive(ahead, 0, ahead.length);
                position = 0;
                end = Math.max(0, count);
            }
            return position == end ? -1 : ahead[position++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (position == end) {
                ahead = NOTHING; // ten thousand links would keep one each
                return receive(target, from, length);
            }
            int count = Math.min(length, end - position);
            System.arraycopy(ahead, position, target, from, count);
            position += count;
            return count;
        }

        private int receive(byte[] target, int from, int length) throws IOException {
            silence.waits();
            int count = raw.read(target, from, length);
            silence.heard();
            return count;
        }
    }
}
