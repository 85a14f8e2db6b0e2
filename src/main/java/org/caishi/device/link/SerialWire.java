/** An open serial port as a wire. */
package org.caishi.device.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortDataListener;
import com.fazecast.jSerialComm.SerialPortEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.caishi.device.Wire;
import org.jspecify.annotations.Nullable;

/**
 * A blocking native read would hold on to a virtual thread's carrier, and there are as few carriers as cores: one
 * platform thread a port reads and hands chunks over. jSerialComm 2.11.4 tells of a vanished port again and again,
 * hundreds of thousands of times a second, until it is closed, which must happen on yet another thread; its reads then
 * return −1 at once. Semi-blocking reads lose nothing that had come.
 */
final class SerialWire implements Wire {
    private static final int CHUNK = 1_024;
    private static final int CHUNKS = 256;
    private static final int READ_MILLIS = 200;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final SerialPort port;
    private final String path;
    private final Chunks in = new Chunks();
    private final OutputStream out = new Out();
    private volatile boolean ended;

    private SerialWire(SerialPort port, String path) {
        this.port = port;
        this.path = path;
    }

    /** The last error tells nothing here: an open port may have one. */
    static SerialWire open(SerialPort port, String path) throws IOException {
        SerialWire wire = new SerialWire(port, path);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        port.addDataListener(wire.new Unplugged());
        if (!port.openPort()) {
            throw new IOException("serial port " + path + " does not open, error " + port.getLastErrorCode());
        }
        Thread.ofPlatform().daemon().name("serial-" + path).start(wire::pump);
        return wire;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public int read(byte[] target, Duration atMost) throws IOException {
        return in.read(target, atMost);
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public String describe() {
        return path;
    }

    @Override
    public String toString() {
        return path;
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("serial-close-" + path).start(port::closePort);
            end();
        }
    }

    private void pump() {
        byte[] buffer = new byte[CHUNK];
        try {
            while (!closing.get()) {
                int count = port.readBytes(buffer, buffer.length);
                if (count < 0) {
                    break;
                }
                byte[] chunk = Arrays.copyOf(buffer, count);
                while (count > 0 && !closing.get() && !chunks.offer(chunk, READ_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.onSpinWait(); // the reader is slow: the port's own buffer holds what comes meanwhile
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** What came before the end is still read. A full queue needs no mark: its reader is not waiting. */
    private void end() {
        ended = true;
        chunks.offer(END);
    }

    private final class Unplugged implements SerialPortDataListener {
        @Override
        public int getListeningEvents() {
            return SerialPort.LISTENING_EVENT_PORT_DISCONNECTED;
        }

        @Override
        public void serialEvent(SerialPortEvent event) {
            close();
        }
    }

    private final class Chunks extends InputStream {
        private byte[] chunk = END;
        private int position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == chunk.length && !next()) {
                return -1;
            }
            return rest(target, from, length);
        }

        int read(byte[] target, Duration atMost) throws IOException {
            if (position == chunk.length) {
                byte[] following = chunks.poll();
                if (following == null && !ended) {
                    following = awaitChunk(atMost);
                }
                if (following == null) {
                    return ended && chunks.isEmpty() ? -1 : 0;
                }
                if (following.length == 0) {
                    return -1;
                }
                chunk = following;
                position = 0;
            }
            return rest(target, 0, target.length);
        }

        private int rest(byte[] target, int from, int length) {
            int count = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, target, from, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            byte[] following = chunks.peek();
            return chunk.length - position + (following == null ? 0 : following.length);
        }

        private boolean next() throws IOException {
            byte[] following = chunks.poll();
            if (following == null && !ended) {
                following = await();
            }
            if (following == null || following.length == 0) {
                return false;
            }
            chunk = following;
            position = 0;
            return true;
        }

        private byte[] await() throws InterruptedIOException {
            try {
                return chunks.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the link is being closed");
            }
        }
    }

    private byte @Nullable [] awaitChunk(Duration atMost) throws InterruptedIOException {
        try {
            return chunks.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the link is being closed");
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int count = closing.get() ? -1 : port.writeBytes(bytes, length - done, from + done);
                if (count <= 0) {
                    throw new IOException("serial port " + path + " takes nothing");
                }
                done += count;
            }
        }
    }
}
