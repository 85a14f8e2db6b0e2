/** Thousands of virtual scales that dial in and send a frame each second: the other end of the benchmark, in a process of its own. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.device.DeviceSignature;
import org.jspecify.annotations.Nullable;

/**
 * Arguments: the door's port, how many scales, frames a second by all of them together (0: only dial in). Says {@code
 * connected N MILLIS} when all are in, and {@code sent N} when its standard input ends. Frames are due evenly, whether or not
 * the product has taken those before (an open model).
 */
public final class ScaleCrowd {
    static final String PROTOCOL = "yaohua-tf0";

    /** Half of what the door lets one address have waiting. */
    private static final int DIALLING_AT_ONCE = 400;

    private static final int FRAMES = 1_000;

    private final int port;
    private final int scales;
    private final int rate;
    private final Semaphore dialling = new Semaphore(DIALLING_AT_ONCE);
    private final CountDownLatch connected;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final byte[][] frames = new byte[FRAMES][];
    private volatile long startedAt;
    private volatile boolean open = true;

    private ScaleCrowd(int port, int scales, int rate) {
        this.port = port;
        this.scales = scales;
        this.rate = rate;
        this.connected = new CountDownLatch(scales);
        for (int grams = 0; grams < FRAMES; grams++) {
            frames[grams] = frame(grams);
        }
    }

    public static void main(String[] args) throws Exception {
        new ScaleCrowd(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
        System.exit(0);
    }

    static String serial(int scale) {
        return String.format(Locale.ROOT, "BN-%05d", scale);
    }

    static String key(String serial) {
        return "bench-key-of-" + serial;
    }

    private void run() throws Exception {
        try (ExecutorService lines = Executors.newVirtualThreadPerTaskExecutor()) {
            long dialled = System.nanoTime();
            for (int scale = 0; scale < scales; scale++) {
                int number = scale;
                lines.submit(() -> {
                    live(number);
                    return null;
                });
            }
            connected.await();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - dialled);
            System.out.println("connected " + (scales - failed.get()) + " " + millis);
            startedAt = System.nanoTime();
            begin.countDown();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
            open = false;
            System.out.println("sent " + sent.get());
        }
    }

    private void live(int scale) throws InterruptedException {
        Socket socket = dial(scale);
        connected.countDown();
        if (socket == null) {
            failed.incrementAndGet();
            return;
        }
        try (socket) {
            begin.await();
            while (open && rate == 0) {
                Thread.sleep(100);
            }
            for (long turn = 0; open; turn++) {
                long due = startedAt + (turn * scales + scale) * TimeUnit.SECONDS.toNanos(1) / rate;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                if (open) {
                    socket.getOutputStream().write(frames[(int) ((turn + scale) % FRAMES)]);
                    sent.incrementAndGet();
                }
            }
        } catch (IOException gone) {
            failed.incrementAndGet();
        }
    }

    /** Null when the product did not let it in. */
    private @Nullable Socket dial(int scale) throws InterruptedException {
        dialling.acquire();
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(line(scale).getBytes(US_ASCII));
            int first = socket.getInputStream().read();
            socket.getInputStream().skipNBytes(2);
            return first == 'O' ? socket : null;
        } catch (IOException refused) {
            return null;
        } finally {
            dialling.release();
        }
    }

    private static String line(int scale) {
        String serial = serial(scale);
        String timestamp = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        String nonce = Long.toHexString(System.nanoTime()) + "n" + scale;
        String signature = DeviceSignature.of(
                key(serial).getBytes(US_ASCII), String.join("\n", serial, PROTOCOL, timestamp, nonce));
        return String.join(" ", "CAISHI", serial, PROTOCOL, timestamp, nonce, signature) + "\n";
    }

    private static byte[] frame(int grams) {
        String body = String.format(Locale.ROOT, "+%06d3", grams);
        int xor = body.chars().reduce(0, (sum, next) -> sum ^ next);
        return ("\u0002" + body + String.format(Locale.ROOT, "%02X", xor) + "\u0003").getBytes(US_ASCII);
    }
}
