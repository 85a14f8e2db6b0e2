/** Looks every few seconds which scales of this edge goods are due for. */
package org.caishi.edge;

import java.time.Duration;
import org.caishi.scale.push.GoodsCarrier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On a thread of its own: a line that is down must not hold it up. */
record GoodsLooks(GoodsCarrier goods) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GoodsLooks.class);

    /** As often as the product looks. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(EVERY);
                look();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            goods.look();
        } catch (RuntimeException fault) {
            LOG.error("goods for the scales stumbled and are tried again", fault);
        }
    }
}
