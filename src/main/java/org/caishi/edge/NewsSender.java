/** Tells the centre what the scales show and how their links are doing: the newest only, and nothing when the line is slow. */
package org.caishi.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.caishi.device.Device;
import org.caishi.device.LinkState;
import org.caishi.device.link.Backoff;
import org.caishi.device.link.LinkHub;
import org.caishi.edge.EdgeMessages.Display;
import org.caishi.edge.EdgeMessages.LinkNews;
import org.caishi.edge.EdgeMessages.News;

final class NewsSender implements Runnable {
    /** Four a second. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /** All links are told so often, changed or not; a third of what the centre calls silence. */
    private static final long ALL_EVERY = Duration.ofSeconds(25).toNanos();

    private final Map<String, LinkState> toldLinks = new HashMap<>();
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, RandomGenerator.getDefault());
    private final EdgeCentre centre;
    private final HungScales scales;
    private final EdgeDisplays displays;
    private final LinkHub links;
    private final SaleBuffer buffer;
    private final EdgeSales sales;
    private String toldCondition = "";
    private long allToldAt = System.nanoTime() - ALL_EVERY;

    NewsSender(
            EdgeCentre centre,
            HungScales scales,
            EdgeDisplays displays,
            LinkHub links,
            SaleBuffer buffer,
            EdgeSales sales) {
        this.centre = centre;
        this.scales = scales;
        this.displays = displays;
        this.links = links;
        this.buffer = buffer;
        this.sales = sales;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(tell() ? TICK : backoff.next());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was nothing to tell, or it has arrived. */
    private boolean tell() throws InterruptedException {
        boolean all = System.nanoTime() - allToldAt >= ALL_EVERY;
        List<Display> shown = displays.news();
        List<LinkNews> changed = linkNews(all);
        SaleBuffer.Fill fill = buffer.fill(0);
        String condition = condition(fill);
        if (shown.isEmpty() && changed.isEmpty() && !all && condition.equals(toldCondition)) {
            return true;
        }
        boolean arrived = centre.tell(new News(
                shown,
                changed,
                fill.waiting(),
                fill.aside().refused(),
                fill.aside().damaged(),
                sales.isFull()));
        if (arrived) {
            backoff.reset();
            toldCondition = condition;
            allToldAt = all ? System.nanoTime() : allToldAt;
        } else {
            toldLinks.clear();
            allToldAt = System.nanoTime() - ALL_EVERY;
        }
        return arrived;
    }

    /** What of the buffer is news at once; how many wait is not, as long as some do. */
    private String condition(SaleBuffer.Fill fill) {
        return (fill.waiting() > 0) + " " + fill.aside().refused() + " "
                + fill.aside().damaged() + " " + sales.isFull();
    }

    private List<LinkNews> linkNews(boolean all) {
        List<LinkNews> news = new ArrayList<>();
        for (Device scale : scales.all()) {
            links.board().of(scale).ifPresent(now -> {
                LinkState told = toldLinks.get(scale.serial());
                boolean changed =
                        told == null || told.up() != now.up() || !told.detail().equals(now.detail());
                if (all || changed) {
                    long bytes = now.bytesIn() - (told == null ? 0 : told.bytesIn());
                    news.add(new LinkNews(scale.serial(), now.up(), now.detail(), Math.max(0, bytes)));
                    toldLinks.put(scale.serial(), now);
                }
            });
        }
        return news;
    }
}
