/** Carries notices to merchants: at once, again until they are taken, and as wrongly as a test asks for. */
package org.caishi.simulator.wallet;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class Courier implements AutoCloseable {
    /** What every service gives a merchant to answer. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(10);
    private static final int AT_ONCE = 64;
    private static final int MOST_ANSWER_BYTES = 4096;
    /** Notices under way, those that wait for a retry included; what is beyond is lost, as delivery is not guaranteed. */
    private static final int MOST_UNDER_WAY = 200_000;

    private final Delays delays;
    private final List<Duration> retries;
    private final HeldBack heldBack = new HeldBack();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final AtomicInteger underWay = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ANSWER_WITHIN)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * @param retries how long after an attempt that was not taken the next one follows, in the service's own time
     */
    public Courier(Delays delays, List<Duration> retries) {
        this.delays = delays;
        this.retries = List.copyOf(retries);
    }

    /** Sends a notice after a delay of the real service. */
    public void send(Parcel parcel, Duration after) {
        if (underWay.incrementAndGet() > MOST_UNDER_WAY) {
            underWay.decrementAndGet();
            log.warn("too many notices under way: that of order {} is lost, its merchant has to ask", parcel.orderNo());
            return;
        }
        Runnable first = () -> {
            if (parcel.faults().reorder() == 0) {
                attempt(parcel, 1);
            } else {
                Runnable release = heldBack.hold(parcel.faults().reorder(), () -> attempt(parcel, 1));
                delays.after(HELD_AT_MOST, release);
            }
        };
        if (parcel.faults().delayMillis() > 0) {
            delays.exactlyAfter(Duration.ofMillis(parcel.faults().delayMillis()), () -> delays.after(after, first));
        } else {
            delays.after(after, first);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private void attempt(Parcel parcel, int attempt) {
        HttpResponse<String> answer = parcel.faults().at(attempt).loss() ? null : deliver(parcel, attempt);
        boolean taken = answer != null && parcel.isTaken(answer);
        parcel.tried(attempt, answer == null ? 0 : answer.statusCode(), taken);
        if (attempt == 1) {
            heldBack.oneWentOut().forEach(released -> delays.exactlyAfter(Duration.ZERO, released));
        }
        if (taken || attempt > retries.size()) {
            underWay.decrementAndGet();
        } else {
            delays.after(retries.get(attempt - 1), () -> attempt(parcel, attempt + 1));
        }
    }

    private @Nullable HttpResponse<String> deliver(Parcel parcel, int attempt) {
        HttpRequest message = parcel.message(attempt);
        if (attempt == 1) {
            for (int copy = 0; copy < parcel.faults().duplicates(); copy++) {
                delays.exactlyAfter(Duration.ZERO, () -> {
                    var _ = send(message);
                });
            }
        }
        return send(message);
    }

    /** The answer; null where there is none within five seconds. */
    private @Nullable HttpResponse<String> send(HttpRequest message) {
        try {
            slots.acquire();
            try {
                return http.send(
                        message,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_ANSWER_BYTES));
            } finally {
                slots.release();
            }
        } catch (IOException | IllegalArgumentException noAnswer) {
            log.debug("no answer to a notice from {}", message.uri(), noAnswer);
            return null;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
