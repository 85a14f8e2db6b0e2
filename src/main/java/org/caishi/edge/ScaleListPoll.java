/** Asks the centre every half minute which scales hang on this edge. */
package org.caishi.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.caishi.device.link.Backoff;
import org.caishi.edge.EdgeCentre.Answer;
import org.caishi.edge.EdgeCentre.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class ScaleListPoll implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleListPoll.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final EdgeCentre centre;
    private final HungScales scales;
    private final Runnable changed;
    private final Duration every;
    private final Backoff backoff;
    private String tag = "";
    private String told = "";

    /** @param changed is called when there is another list */
    ScaleListPoll(EdgeCentre centre, HungScales scales, Runnable changed, Duration every) {
        this.centre = centre;
        this.scales = scales;
        this.changed = changed;
        this.every = every;
        this.backoff = new Backoff(FIRST_WAIT, every, RandomGenerator.getDefault());
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(ask() ? every : backoff.next());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask() throws InterruptedException {
        return switch (centre.scales(tag)) {
            case Answer.Told<Configuration>(var configuration) -> take(configuration);
            case Answer.Unchanged<Configuration> _ -> well();
            case Answer.Away<Configuration>(String words) -> {
                if (!words.equals(told)) {
                    LOG.warn("{}; sales are kept here, and it is asked again", words);
                    told = words;
                }
                yield false;
            }
        };
    }

    private boolean take(Configuration configuration) {
        try {
            if (scales.takeAndKeep(configuration.json())) {
                tag = configuration.tag();
                changed.run();
                return well();
            }
        } catch (IOException e) {
            LOG.warn("the list of scales cannot be kept: {}", e.toString());
        }
        return false;
    }

    private boolean well() {
        backoff.reset();
        if (!told.isEmpty()) {
            LOG.info("the centre answers again");
            told = "";
        }
        return true;
    }
}
