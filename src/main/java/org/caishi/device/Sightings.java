/** Gathers "this device was heard" from all links and writes it down at most once a minute a device. */
package org.caishi.device;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Bounded by the registry: only registered devices are noted. */
@Component
class Sightings {
    private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    /**
     * So many a second at most: ten thousand scales that came back together would else be due together each minute, and
     * customers wait while the database writes them down.
     */
    private static final int BATCH = 500;

    private final ConcurrentMap<Place, Sighting> waiting = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, Instant> written = new ConcurrentHashMap<>();
    private final SightingRows rows;
    private final Transactions transactions;

    Sightings(SightingRows rows, Transactions transactions) {
        this.rows = rows;
        this.transactions = transactions;
    }

    void note(Device device, Instant at, DeviceReport report) {
        waiting.merge(
                new Place(device.marketId(), device.deviceId()),
                new Sighting(at, report),
                (older, newer) -> new Sighting(newer.at, newer.report.over(older.report)));
    }

    /** Writes those that have waited longest. */
    @Scheduled(fixedDelayString = "${caishi.device.write-sightings-every:1s}")
    synchronized void write() {
        write(waiting.entrySet().stream()
                .filter(entry -> isDue(entry.getKey(), entry.getValue().at))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(this::writtenAt))
                .limit(BATCH)
                .sorted(Comparator.comparingLong(Place::marketId).thenComparingLong(Place::deviceId))
                .toList());
    }

    /** What is still waiting when the product stops is written, due or not. */
    @PreDestroy
    synchronized void writeAll() {
        written.clear();
        for (int left = waiting.size(); left > 0; left -= BATCH) {
            write();
        }
    }

    private boolean isDue(Place place, Instant at) {
        return !at.isBefore(writtenAt(place).plus(AT_MOST_EVERY));
    }

    private Instant writtenAt(Place place) {
        return written.getOrDefault(place, Instant.EPOCH);
    }

    private void write(List<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        List<Taken> batch = new ArrayList<>();
        for (Place place : places) {
            Sighting sighting = waiting.remove(place);
            if (sighting != null) {
                batch.add(new Taken(place, sighting));
            }
        }
        try {
            transactions.run(() -> {
                batch.forEach(taken -> rows.seen(
                        taken.place.marketId, taken.place.deviceId, taken.sighting.at, taken.sighting.report));
                rows.flush();
            });
            batch.forEach(taken -> written.put(taken.place, taken.sighting.at));
        } catch (RuntimeException failure) {
            LOG.warn("{} devices' last sight not written, kept for the next try: {}", batch.size(), failure.toString());
            batch.forEach(taken -> waiting.merge(taken.place, taken.sighting, (newer, older) -> newer));
        }
    }

    private record Place(long marketId, long deviceId) {}

    private record Sighting(Instant at, DeviceReport report) {}

    private record Taken(Place place, Sighting sighting) {}
}
