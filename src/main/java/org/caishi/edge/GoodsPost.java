/** Fetches from the centre which goods the edge's scales are to hold, and tells it what came of them. */
package org.caishi.edge;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.caishi.device.link.Backoff;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeMessages.GoodsCall;
import org.caishi.edge.EdgeMessages.GoodsPage;
import org.caishi.scale.push.GoodsCarrier;
import org.caishi.scale.push.GoodsResult;
import org.caishi.scale.push.WantedGoods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While the line is down the scales get what was fetched before, and what came of it is told when the line is back. Every
 * ten minutes all is looked at anew: at the centre, goods of an older id may have been committed after those of a younger.
 */
final class GoodsPost implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(GoodsPost.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long ALL_EVERY = Duration.ofMinutes(10).toNanos();

    private final EdgeCentre centre;
    private final GoodsCarrier goods;
    private final Duration every;
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final AtomicBoolean all = new AtomicBoolean(true);
    private long allAt = System.nanoTime();
    private String after = "";
    private boolean told;

    GoodsPost(EdgeCentre centre, GoodsCarrier goods, Duration every) {
        this.centre = centre;
        this.goods = goods;
        this.every = every;
    }

    /** Other scales hang here now. */
    void lookAtAll() {
        all.set(true);
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                switch (exchange()) {
                    case MORE -> {}
                    case WELL -> Thread.sleep(every);
                    case AWAY -> Thread.sleep(backoff.next());
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private enum Came {
        /** There may be more at once, here or there. */
        MORE,
        WELL,
        AWAY
    }

    private Came exchange() throws InterruptedException {
        boolean anew = all.getAndSet(false) || System.nanoTime() - allAt >= ALL_EVERY;
        Came came = exchange(anew);
        if (anew && came == Came.AWAY) {
            all.set(true);
        }
        return came;
    }

    private Came exchange(boolean anew) throws InterruptedException {
        try {
            int most = Math.min(goods.room(), EdgeMessages.MOST_GOODS);
            List<String> ready = goods.ready(EdgeMessages.MOST_READY);
            List<GoodsResult> results = goods.results(EdgeMessages.MOST_GOODS);
            return switch (centre.goods(new GoodsCall(anew ? "" : after, anew, most, ready, results))) {
                case Answer.Told<GoodsPage>(GoodsPage page) -> {
                    well();
                    goods.arrived(ready, results);
                    take(page.goods(), anew);
                    boolean wasFull =
                            page.goods().size() == EdgeMessages.MOST_GOODS || results.size() == EdgeMessages.MOST_GOODS;
                    yield wasFull ? Came.MORE : Came.WELL;
                }
                case Answer.Unchanged<GoodsPage> _ -> throw new IllegalStateException("no answer to goods");
                case Answer.Away<GoodsPage>(String words) -> away(words);
            };
        } catch (RuntimeException fault) {
            LOG.error("fetching goods stumbled and is tried again", fault);
            return Came.AWAY;
        }
    }

    private void well() {
        backoff.reset();
        if (told) {
            LOG.info("goods are fetched again");
            told = false;
        }
    }

    private Came away(String words) {
        if (!told) {
            LOG.warn("no new goods for the scales, what was fetched is handed over: {}", words);
            told = true;
        }
        return Came.AWAY;
    }

    private void take(List<WantedGoods> fetched, boolean anew) {
        goods.take(fetched);
        if (anew) {
            after = "";
            allAt = System.nanoTime();
        }
        if (!fetched.isEmpty()) {
            after = fetched.getLast().id();
        }
    }
}
