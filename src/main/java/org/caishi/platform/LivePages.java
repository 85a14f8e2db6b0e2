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

    /** Opens a page's stream on a topic such as {@code order/…}, {@code stall/…} or {@code market/…}. */
    public SseEmitter open(String topic) {
        SseEmitter page = new SseEmitter(OPEN_MILLIS);
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
        page.onTimeout(page::complete);
        page.onError(error -> page.complete());
        // Without a first byte the browser waits for the next beat before it calls the stream open.
        send(page, SseEmitter.event().comment("open"));
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
                    readers.forEach(
                            page -> send(page, SseEmitter.event().name(event).data(data, MediaType.APPLICATION_JSON)));
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
        pages.values()
                .forEach(queue ->
                        queue.forEach(page -> send(page, SseEmitter.event().comment("beat"))));
    }

    private void send(SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException gone) {
            page.complete();
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
        pages.values().forEach(queue -> queue.forEach(SseEmitter::complete));
        pushers.close();
    }
}
