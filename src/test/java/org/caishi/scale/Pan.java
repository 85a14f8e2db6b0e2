/** What lies on one virtual scale: nothing, something that still sways, or a weight at rest. */
package org.caishi.scale;

import java.util.concurrent.atomic.AtomicInteger;

final class Pan {
    /** One glance at the display. */
    record Look(long grams, boolean rests) {
        static final Look EMPTY = new Look(0, true);
    }

    private final AtomicInteger looks = new AtomicInteger();
    private volatile Look look = Look.EMPTY;

    /** Puts something down; until it settles, no two glances after one another show the same. */
    void put(long grams) {
        look = new Look(grams, false);
    }

    void settle() {
        look = new Look(look.grams, true);
    }

    void takeOff() {
        look = Look.EMPTY;
    }

    Look look() {
        Look now = look;
        return now.rests ? now : new Look(now.grams + 1 + looks.incrementAndGet() % 7, false);
    }
}
