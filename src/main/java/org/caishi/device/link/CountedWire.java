/** A wire that tells the board what comes in, and holds back a device that sends more than any device has to say. */
package org.caishi.device.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.caishi.device.Wire;

final class CountedWire implements Wire {
    private final Wire wire;
    private final IntConsumer came;
    private final InputStream in;

    /** @param came is told how many bytes came, and may keep the reader waiting */
    CountedWire(Wire wire, IntConsumer came) {
        this.wire = wire;
        this.came = came;
        this.in = new Counted(wire.in(), came);
    }

    @Override
    public int read(byte[] target, Duration atMost) throws IOException {
        int count = wire.read(target, atMost);
        if (count > 0) {
            came.accept(count);
        }
        return count;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return wire.out();
    }

    @Override
    public String describe() {
        return wire.describe();
    }

    @Override
    public void close() {
        wire.close();
    }

    private static final class Counted extends FilterInputStream {
        private final IntConsumer came;

        Counted(InputStream in, IntConsumer came) {
            super(in);
            this.came = came;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                came.accept(1);
            }
            return one;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int count = super.read(target, from, length);
            if (count > 0) {
                came.accept(count);
            }
            return count;
        }
    }
}
