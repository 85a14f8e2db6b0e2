/** Sends prepared HTTP requests at a given rate over kept connections, and measures from the instant each was due. */
package org.caishi.payment;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** As lean as can be, for it takes its time from the cores that it measures: bytes out, status and length back. */
final class OpenModel {
    private static final int CONNECTIONS = 256;

    private final int port;

    OpenModel(int port) {
        this.port = port;
    }

    Served send(List<byte[]> requests, int rate) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        long[] latencies = new long[requests.size()];
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int connection = 0; connection < Math.min(CONNECTIONS, rate); connection++) {
                connections.execute(() -> serve(requests, rate, start, next, latencies, refused));
            }
        }
        long took = System.nanoTime() - start;
        Arrays.sort(latencies);
        return new Served(requests.size() * TimeUnit.SECONDS.toNanos(1) / took, rate, refused.get(), latencies);
    }

    private void serve(
            List<byte[]> requests, int rate, long start, AtomicInteger next, long[] latencies, AtomicInteger refused) {
        int at = next.getAndIncrement();
        while (at < requests.size()) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                for (boolean open = true; open && at < requests.size(); at = next.getAndIncrement()) {
                    long due = start + at * TimeUnit.SECONDS.toNanos(1) / rate;
                    LockSupport.parkNanos(due - System.nanoTime());
                    socket.getOutputStream().write(requests.get(at));
                    Answer answer = Answer.read(in);
                    latencies[at] = System.nanoTime() - due;
                    open = answer.keepsOpen;
                    if (answer.status != 200) {
                        refused.incrementAndGet();
                    }
                }
            } catch (IOException lost) {
                refused.incrementAndGet();
                at = next.getAndIncrement();
            }
        }
    }

    /** As much of an answer as a measurement needs; a server closes a kept connection after a number of requests. */
    private record Answer(int status, boolean keepsOpen) {
        static Answer read(InputStream in) throws IOException {
            int status = Integer.parseInt(line(in).substring(9, 12));
            int length = 0;
            boolean chunked = false;
            boolean keepsOpen = true;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
                keepsOpen &= !lower.startsWith("connection:") || !lower.contains("close");
            }
            in.skipNBytes(length);
            while (chunked) {
                int size = Integer.parseInt(line(in), 16);
                in.skipNBytes(size + 2L);
                chunked = size > 0;
            }
            return new Answer(status, keepsOpen);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the product closed the connection");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    /**
     * What came of one run.
     *
     * @param perSecond answered, from the first arrival to the last answer
     * @param refused answers that were no acknowledgement, and lost connections
     */
    record Served(long perSecond, int rate, int refused, long[] sortedNanos) {
        boolean keptUp() {
            return refused == 0 && perSecond >= rate * 97L / 100;
        }

        private long millis(int percent) {
            return TimeUnit.NANOSECONDS.toMillis(sortedNanos[(int) ((sortedNanos.length - 1L) * percent / 100)]);
        }

        @Override
        public String toString() {
            return "acknowledged %d/s, refused %d, p50 %d ms, p99 %d ms"
                    .formatted(perSecond, refused, millis(50), millis(99));
        }
    }
}
