/** One sentence on its way to the listeners of a stream: said when the first has it whole, lost when all left before. */
package org.caishi.speaker;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

final class StreamedSound {
    private final byte[] samples;
    private final AtomicInteger listeners;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Runnable said;
    private final Runnable lost;

    /**
     * @param listeners to how many it is given
     * @param said run once, or else {@code lost}
     */
    StreamedSound(byte[] samples, int listeners, Runnable said, Runnable lost) {
        this.samples = samples;
        this.listeners = new AtomicInteger(listeners);
        this.said = said;
        this.lost = lost;
    }

    int length() {
        return samples.length;
    }

    void copy(int from, byte[] to, int bytes) {
        System.arraycopy(samples, from, to, 0, bytes);
    }

    /** A listener has it whole, or has gone; called once for each. */
    void over(boolean whole) {
        boolean last = listeners.decrementAndGet() == 0;
        if ((whole || last) && ended.compareAndSet(false, true)) {
            (whole ? said : lost).run();
        }
    }

    boolean isOver() {
        return ended.get();
    }
}
