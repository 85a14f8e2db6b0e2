/** Counts frames by the second, for as long as an eye needs to judge a line. */
package org.caishi.device.link;

import java.util.Arrays;

/** Not safe for several threads. */
final class FrameRate {
    static final int SECONDS = 10;

    private final int[] bySecond = new int[SECONDS + 1];
    private long second;

    void add(int count, long epochSecond) {
        moveTo(epochSecond);
        bySecond[at(epochSecond)] += count;
    }

    /** Within the last ten whole seconds; the present one is not over. */
    int lastTenSeconds(long epochSecond) {
        moveTo(epochSecond);
        return Arrays.stream(bySecond).sum() - bySecond[at(epochSecond)];
    }

    private void moveTo(long epochSecond) {
        if (epochSecond - second >= bySecond.length || epochSecond < second) {
            Arrays.fill(bySecond, 0);
        } else {
            for (long next = second + 1; next <= epochSecond; next++) {
                bySecond[at(next)] = 0;
            }
        }
        second = epochSecond;
    }

    private int at(long epochSecond) {
        return (int) Math.floorMod(epochSecond, (long) bySecond.length);
    }
}
