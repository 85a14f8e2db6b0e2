/** Customers who open their stall's page at a given rate, in a process of their own. */
package org.caishi.scale;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arguments: the page's address, pages a second, seconds. An open model: a latency counts from the instant at which the
 * page was to be opened. Says {@code pages P50 P99 FAILED}, microseconds.
 */
public final class PageVisitors {
    /** This process's own start took up to 0.3 s where the cores are busy: more than one page in a hundred. */
    private static final int UNCOUNTED = 200;

    private PageVisitors() {}

    public static void main(String[] args) throws Exception {
        HttpRequest page = HttpRequest.newBuilder(URI.create(args[0])).build();
        int rate = Integer.parseInt(args[1]);
        int count = rate * Integer.parseInt(args[2]);
        long[] latencies = new long[count];
        AtomicInteger failed = new AtomicInteger();
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int visit = 0; visit < UNCOUNTED; visit++) {
                opens(client, page);
            }
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int visit = i;
                long due = start + visit * TimeUnit.SECONDS.toNanos(1) / rate;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                visitors.submit(() -> {
                    if (!opens(client, page)) {
                        failed.incrementAndGet();
                    }
                    latencies[visit] = System.nanoTime() - due;
                });
            }
        }
        Arrays.sort(latencies);
        System.out.println(
                "pages " + latencies[count / 2] / 1_000 + " " + latencies[count * 99 / 100] / 1_000 + " " + failed);
        System.exit(0);
    }

    private static boolean opens(HttpClient client, HttpRequest page) {
        try {
            return client.send(page, BodyHandlers.ofByteArray()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
