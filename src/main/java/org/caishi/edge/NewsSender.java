/** Tells the centre what the scales show and how their links are doing, the newest only, and hears what it wants to know. */
package org.caishi.edge;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.caishi.device.link.Backoff;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.edge.EdgeMessages.Overheard;
import org.caishi.edge.EdgeMessages.Wishes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the line is slow, what has become old meanwhile is not told. */
final class NewsSender implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NewsSender.class);

    /** Four a second. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** Also without news: so soon the centre can say what it wants to know. */
    private static final long AT_LEAST_EVERY = Duration.ofSeconds(5).toNanos();

    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final EdgeCentre centre;
    private final EdgeDisplays displays;
    private final LinkTelling links;
    private final EdgeEars ears;
    private final SaleBuffer buffer;
    private final EdgeSales sales;
    private final Runnable offerAgain;
    private String toldCondition = "";
    private long toldAt = System.nanoTime() - AT_LEAST_EVERY;

    /** @param offerAgain is called when the centre wants what it has refused to be offered once more */
    NewsSender(
            EdgeCentre centre,
            EdgeDisplays displays,
            LinkTelling links,
            EdgeEars ears,
            SaleBuffer buffer,
            EdgeSales sales,
            Runnable offerAgain) {
        this.centre = centre;
        this.displays = displays;
        this.links = links;
        this.ears = ears;
        this.buffer = buffer;
        this.sales = sales;
        this.offerAgain = offerAgain;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(isTold() ? TICK : backoff.next());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTold() throws InterruptedException {
        try {
            return tell();
        } catch (RuntimeException fault) {
            LOG.error("telling the news stumbled and is tried again", fault);
            return false;
        }
    }

    /** Whether there was nothing to tell, or it has arrived. */
    private boolean tell() throws InterruptedException {
        long now = System.nanoTime();
        List<Display> shown = displays.news();
        List<LinkNews> told = links.news(now);
        List<Overheard> heard = ears.news();
        SaleBuffer.Fill fill = buffer.fill(0);
        String condition = condition(fill);
        boolean nothing = shown.isEmpty() && told.isEmpty() && heard.isEmpty() && condition.equals(toldCondition);
        if (nothing && now - toldAt < AT_LEAST_EVERY) {
            return true;
        }
        News news = new News(
                shown,
                told,
                heard,
                fill.waiting(),
                fill.aside().refused(),
                fill.aside().damaged(),
                sales.isFull());
        return switch (centre.tell(news)) {
            case Answer.Told<Wishes>(Wishes wishes) -> {
                backoff.reset();
                toldCondition = condition;
                toldAt = now;
                links.arrived();
                heed(wishes);
                yield true;
            }
            case Answer.Unchanged<Wishes> _, Answer.Away<Wishes> _ -> {
                links.failed(now);
                yield false;
            }
        };
    }

    private void heed(Wishes wishes) {
        ears.listen(wishes.listen());
        links.watch(wishes.watch());
        if (wishes.offerAgain()) {
            offerAgain.run();
        }
    }

    /** What of the buffer is news at once; how many wait is not, as long as some do. */
    private String condition(SaleBuffer.Fill fill) {
        return (fill.waiting() > 0) + " " + fill.aside().refused() + " "
                + fill.aside().damaged() + " " + sales.isFull();
    }
}
