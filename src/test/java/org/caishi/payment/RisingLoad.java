/** Warms the product up, then raises the rate until it is no longer kept: what both HTTP benchmarks have in common. */
package org.caishi.payment;

import java.util.List;
import org.caishi.payment.OpenModel.Served;

/**
 * @param name what the lines begin with
 * @param rates tried one after the other, arrivals a second
 */
record RisingLoad(String name, Load load, List<Integer> rates) {
    static final int SECONDS = 15;
    private static final int CALM = 1_000;

    /** So many arrivals a second for so many seconds, each with a request of its own. */
    interface Load {
        Served at(int rate, int seconds) throws Exception;
    }

    /** The highest rate that was kept. */
    int best() throws Exception {
        warmUp();
        Served calm = load.at(CALM, SECONDS);
        System.out.printf("%s.latency at %d/s: %s%n", name, CALM, calm);
        int best = calm.keptUp() ? CALM : CALM / 2;
        for (int rate : rates) {
            Served served = load.at(rate, SECONDS);
            System.out.printf("%s.rate %d/s for %d s: %s%n", name, rate, SECONDS, served);
            if (!served.keptUp()) {
                break;
            }
            best = rate;
        }
        return best;
    }

    /** The compiler needs some ten thousand requests before a figure means anything. */
    void warmUp() throws Exception {
        for (int rate : List.of(300, 600, 900, 1_500)) {
            load.at(rate, SECONDS);
        }
    }
}
