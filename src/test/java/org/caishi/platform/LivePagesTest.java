/** A page that ends while it is told something takes no other page's news with it. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class LivePagesTest {
    private final EndedByTheServer gone = new EndedByTheServer();
    private final Reading reading = new Reading();
    private final Queue<SseEmitter> next = new ArrayDeque<>(List.of(gone, reading));
    private final LivePages pages = new LivePages(next::remove);

    @AfterEach
    void close() {
        pages.close();
    }

    @Test
    void aPageThatTheServerEndsMeanwhileIsForgottenAndTheNextIsTold() {
        pages.open("stall/1/2");
        pages.open("stall/1/2");
        assertThat(pages.openPages()).isEqualTo(2);
        gone.isGone = true;

        pages.tell("stall/1/2", "paid", Map.of());

        Awaitility.await().until(() -> reading.events.get() == 2);
        assertThat(pages.openPages()).isOne();
        pages.beat();
        assertThat(reading.events).hasValue(3);
        assertThat(pages.hasReaders("stall/1/2")).isTrue();
    }

    /** Tomcat's answer when a stream is to be completed whose error it has handled a moment ago. */
    private static final class EndedByTheServer extends SseEmitter {
        private volatile boolean isGone;

        @Override
        public void send(SseEventBuilder event) throws IOException {
            if (isGone) {
                throw new IOException("Broken pipe");
            }
        }

        @Override
        public void complete() {
            if (isGone) {
                throw new IllegalStateException("after an error had occurred");
            }
        }
    }

    private static final class Reading extends SseEmitter {
        private final AtomicInteger events = new AtomicInteger();

        @Override
        public void send(SseEventBuilder event) {
            events.incrementAndGet();
        }
    }
}
