/** Counts what is cut off of devices that send too much, so that a broken one is found by looking and not by its noise. */
package org.caishi.device;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Since this node started; bounded, for only registered serials get here. */
@Component
public class CutOffs {
    private static final Logger LOG = LoggerFactory.getLogger(CutOffs.class);
    private static final int MOST = 20_000;

    private final ConcurrentMap<Culprit, CutOff> counts = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> meters = new EnumMap<>(Reason.class);
    private final InstantSource clock;

    public CutOffs(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            meters.put(
                    reason,
                    Counter.builder("caishi.mqtt.cut")
                            .description("connections or messages of devices that were cut off or refused")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    public enum Reason {
        /** More bytes than the protocol allows for one message. */
        OVERSIZED,
        /** More messages than any device has to tell. */
        FLOOD,
        /** Bytes that are no MQTT. */
        UNREADABLE,
        /** A registered serial with a password that is not made of its key: anybody can do that, or a forged label. */
        WRONG_KEY
    }

    /** How often it has happened, and when last. */
    public record CutOff(Reason reason, long count, Instant lastAt) {}

    /** Notes one cut-off; one line in the log at the 1st, 2nd, 4th, 8th … of a device. */
    public void note(String serial, Reason reason) {
        Objects.requireNonNull(meters.get(reason)).increment();
        if (counts.size() >= MOST) {
            counts.clear();
        }
        CutOff now = counts.merge(
                new Culprit(serial, reason),
                new CutOff(reason, 1, clock.instant()),
                (former, one) -> new CutOff(reason, former.count + 1, one.lastAt));
        if (Long.bitCount(now.count) == 1) {
            LOG.warn("{} was cut off at the broker, {} times so far: {}", serial, now.count, reason);
        }
    }

    /** What was cut off of one device; empty for one that behaves. */
    public List<CutOff> of(String serial) {
        return Arrays.stream(Reason.values())
                .map(reason -> counts.get(new Culprit(serial, reason)))
                .filter(Objects::nonNull)
                .toList();
    }

    private record Culprit(String serial, Reason reason) {}
}
