/** First attempts of notices that wait until others have overtaken them. */
package org.caishi.simulator.wallet;

import java.util.ArrayList;
import java.util.List;

/** Empty but for tests of re-ordering, so that its lock is never felt otherwise. */
final class HeldBack {
    private final List<Held> held = new ArrayList<>();
    private volatile boolean any;

    private static final class Held {
        private final Runnable work;
        private int left;

        Held(Runnable work, int left) {
            this.work = work;
            this.left = left;
        }
    }

    /** Holds work back until {@code others} notices went out; what is returned lets it go at once if it still waits. */
    synchronized Runnable hold(int others, Runnable work) {
        Held one = new Held(work, others);
        held.add(one);
        any = true;
        return () -> {
            if (remove(one)) {
                one.work.run();
            }
        };
    }

    /** Counts a notice that went out; what has waited long enough goes next. */
    List<Runnable> oneWentOut() {
        return any ? release() : List.of();
    }

    private synchronized List<Runnable> release() {
        List<Held> free = held.stream().filter(one -> --one.left <= 0).toList();
        held.removeAll(free);
        any = !held.isEmpty();
        return free.stream().map(one -> one.work).toList();
    }

    private synchronized boolean remove(Held one) {
        boolean waited = held.remove(one);
        any = !held.isEmpty();
        return waited;
    }
}
