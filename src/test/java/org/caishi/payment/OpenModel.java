/** Sends prepared HTTP requests at a given rate over kept connections, and measures from the instant each was due. */
package org.caishi.payment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One thread and one selector, for it takes its time from the cores that it measures: a connection carries one request
 * at a time, and whatever is due while all are busy waits, with its clock running.
 */
final class OpenModel {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int NONE = -1;
    private static final long PATIENCE = 30 * SECOND;

    private final InetSocketAddress product;
    private final int connections;

    /**
     * @param connections requests that can be under way at once
     */
    OpenModel(int port, int connections) {
        this.product = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connections = connections;
    }

    /** All of them, whenever the product takes them. */
    Served send(List<byte[]> requests, int rate) throws IOException {
        try (Run run = new Run(requests, rate)) {
            return run.served();
        }
    }

    /** Acknowledged a second at a rate that cannot be kept; what is not sent by its end is never sent. */
    long most(List<byte[]> requests, int rate) throws IOException {
        try (Run run = new Run(requests, rate)) {
            return run.most();
        }
    }

    private final class Run implements AutoCloseable {
        private final List<byte[]> requests;
        private final int rate;
        private final Selector selector = Selector.open();
        private final Deque<Line> idle = new ArrayDeque<>();
        private final long[] latencies;
        private final long start;
        private final long windowEnd;
        private int sent;
        private int ended;
        private int refused;
        private int inWindow;

        Run(List<byte[]> requests, int rate) throws IOException {
            this.requests = requests;
            this.rate = rate;
            this.latencies = new long[requests.size()];
            for (int line = 0; line < Math.min(connections, rate); line++) {
                idle.add(new Line());
            }
            this.start = System.nanoTime();
            this.windowEnd = due(requests.size());
        }

        private long due(int request) {
            return start + request * SECOND / rate;
        }

        Served served() throws IOException {
            runUntil(windowEnd + PATIENCE);
            refused += requests.size() - ended;
            Arrays.sort(latencies);
            return new Served(perSecond(), rate, refused, latencies);
        }

        long most() throws IOException {
            runUntil(windowEnd);
            sent = requests.size();
            runUntil(System.nanoTime() + SECOND);
            return perSecond();
        }

        private void runUntil(long end) throws IOException {
            while (ended < requests.size() && System.nanoTime() < end) {
                while (sent < requests.size() && !idle.isEmpty() && due(sent) <= System.nanoTime()) {
                    idle.poll().send(sent++);
                }
                selector.select(key -> ((Line) key.attachment()).take(), 1);
            }
        }

        private long perSecond() {
            return inWindow * SECOND / (windowEnd - start);
        }

        private void end(int request, boolean acknowledged) {
            long now = System.nanoTime();
            latencies[request] = now - due(request);
            ended++;
            if (!acknowledged) {
                refused++;
            } else if (now < windowEnd) {
                inWindow++;
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }

        /** One kept connection; a server closes it after a number of requests, and it opens again. */
        private final class Line {
            private final ByteBuffer answer = ByteBuffer.allocate(HttpAnswer.LONGEST);
            private SocketChannel channel;
            private int request = NONE;

            Line() throws IOException {
                channel = open();
            }

            private SocketChannel open() throws IOException {
                SocketChannel opened = SocketChannel.open(product);
                opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
                opened.configureBlocking(false);
                opened.register(selector, SelectionKey.OP_READ, this);
                return opened;
            }

            void send(int next) {
                request = next;
                answer.clear();
                ByteBuffer bytes = ByteBuffer.wrap(requests.get(next));
                try {
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                } catch (IOException closed) {
                    end(false, false);
                }
            }

            void take() {
                try {
                    boolean closed = channel.read(answer) < 0;
                    HttpAnswer whole = HttpAnswer.in(answer).orElse(null);
                    if (whole != null) {
                        end(whole.status() == 200, whole.keepsOpen());
                    } else if (closed || !answer.hasRemaining()) {
                        end(false, false);
                    }
                } catch (IOException lost) {
                    end(false, false);
                }
            }

            private void end(boolean acknowledged, boolean keepsOpen) {
                boolean wasIdle = request == NONE;
                if (!wasIdle) {
                    Run.this.end(request, acknowledged);
                    request = NONE;
                }
                try {
                    if (!keepsOpen) {
                        channel.close();
                        channel = open();
                    }
                    if (!wasIdle) {
                        idle.add(this);
                    }
                } catch (IOException gone) {
                    throw new IllegalStateException("the product takes no connections", gone);
                }
            }
        }
    }

    /**
     * What came of one run.
     *
     * @param perSecond acknowledged while requests were due, divided by that time: what is answered later does not count
     * @param refused answers that were no acknowledgement, lost connections, and what had no answer half a minute later
     */
    record Served(long perSecond, int rate, int refused, long[] sortedNanos) {
        boolean keptUp() {
            return refused == 0 && perSecond >= rate * 97L / 100;
        }

        long millis(int percent) {
            return TimeUnit.NANOSECONDS.toMillis(sortedNanos[(int) ((sortedNanos.length - 1L) * percent / 100)]);
        }

        @Override
        public String toString() {
            return "acknowledged %d/s, refused %d, p50 %d ms, p99 %d ms"
                    .formatted(perSecond, refused, millis(50), millis(99));
        }
    }
}
