/** Pushes small events to the pages that are open: a consumer's, a vendor's, a manager's. */
package org.caishi.platform;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events by topic. What a push loses, the page's polling finds: rows are the truth, this is only the nudge.
 * A page that does not read is dropped; at most {@value #MAX_PAGES} pages are open on a node.
 */
@Component
public class LivePages implements AutoCloseable {
    static final int MAX_PAGES = 20_000;
    private static final long OPEN_MILLIS = 10 * 60_000;
    private static final int PUSHES_UNDER_WAY = 4_096;

    private final ConcurrentMap<String, Queue<SseEmitter>> pages = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Semaphore underWay = new Semaphore(PUSHES_UNDER_WAY);
    private final ExecutorService pushers = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<SseEmitter> streams;

    @Autowired
    public LivePages() {
        this(() -> new SseEmitter(OPEN_MILLIS));
    }

    LivePages(Supplier<SseEmitter> streams) {
        this.streams = streams;
    }

    /** Opens a page's stream on a topic such as {@code order/…}, {@code stall/…} or {@code market/…}. */
    public SseEmitter open(String topic) {
        SseEmitter page = streams.get();
        if (open.incrementAndGet() > MAX_PAGES) {
            open.decrementAndGet();
            page.complete();
            return page;
        }
        pages.compute(topic, (key, queue) -> {
            Queue<SseEmitter> known = queue == null ? new ConcurrentLinkedQueue<>() : queue;
            known.add(page);
            return known;
        });
        page.onCompletion(() -> forget(topic, page));
        page.onTimeout(() -> end(topic, page));
        page.onError(error -> end(topic, page));
        // Without a first byte the browser waits for the next beat before it calls the stream open.
        send(topic, page, SseEmitter.event().comment("open"));
        return page;
    }

    /** Whether any page is open on a topic: where none is, nobody need work out what to tell. */
    public boolean hasReaders(String topic) {
        return pages.containsKey(topic);
    }

    /** Tells every open page of a topic; never blocks and never fails the caller. */
    public void tell(String topic, String event, Object data) {
        Queue<SseEmitter> readers = pages.get(topic);
        if (readers == null || !underWay.tryAcquire()) {
            return;
        }
        try {
            pushers.execute(() -> {
                try {
                    readers.forEach(page ->
                            send(topic, page, SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON)));
                } finally {
                    underWay.release();
                }
            });
        } catch (RejectedExecutionException closing) {
            underWay.release();
        }
    }

    public int openPages() {
        return open.get();
    }

    /** A comment every 20 s keeps poor networks' middle boxes from closing the stream, and finds pages that are gone. */
    @Scheduled(fixedRate = 20_000)
    void beat() {
        pages.forEach((topic, queue) ->
                queue.forEach(page -> send(topic, page, SseEmitter.event().comment("beat"))));
    }

    private void send(String topic, SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException gone) {
            end(topic, page);
        }
    }

    /** The server may have ended it at the same moment, and says so by an exception: the next page is told all the same. */
    private void end(String topic, SseEmitter page) {
        try {
            page.complete();
        } catch (IllegalStateException endedByTheServer) {
            forget(topic, page);
        }
    }

    private void forget(String topic, SseEmitter page) {
        pages.computeIfPresent(topic, (key, queue) -> {
            if (queue.remove(page)) {
                open.decrementAndGet();
            }
            return queue.isEmpty() ? null : queue;
        });
    }

    @Override
    public void close() {
        pages.forEach((topic, queue) -> queue.forEach(page -> end(topic, page)));
        pushers.close();
    }
}
