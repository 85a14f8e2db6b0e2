/** The misbehaviours that wait for a notice they fit. */
package org.caishi.simulator.wallet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Taken by the first notice they fit: those for its order before those for "the next k". */
public class WaitingFaults {
    /** Orders whose faults wait at the same time; a test that forgets them does not fill the memory. */
    private static final int MOST_ORDERS = 10_000;

    private final Map<String, Faults> forOrder = new ConcurrentHashMap<>();
    private final AtomicInteger nextLeft = new AtomicInteger();
    private volatile Faults forNext = Faults.NONE;

    public void put(String orderNo, Faults faults) {
        if (forOrder.size() >= MOST_ORDERS) {
            forOrder.clear();
        }
        forOrder.put(orderNo, faults);
    }

    public void putNext(int count, Faults faults) {
        forNext = faults;
        nextLeft.set(count);
    }

    public Faults take(String orderNo) {
        Faults own = forOrder.isEmpty() ? null : forOrder.remove(orderNo);
        if (own != null) {
            return own;
        }
        boolean one = nextLeft.get() > 0 && nextLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return one ? forNext : Faults.NONE;
    }
}
