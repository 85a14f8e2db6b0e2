/** Sees to it that announcements reach their speakers: at once when nudged, and within seconds when a nudge was lost. */
package org.caishi.speaker;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.platform.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * One worker a speaker at a time, so that a speaker hears things in order; woken again while it works, it looks once
 * more before it goes.
 */
@Component
class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** Speakers with a worker; the sweep finds those for whom there was no place. */
    private static final int MOST = 10_000;

    /** Whether the speaker that is being served was woken again meanwhile. */
    private final ConcurrentMap<SpeakerKey, Boolean> served = new ConcurrentHashMap<>();

    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("speaker-", 0).factory());
    private final Devices devices;
    private final PhoneSpeakers phones;
    private final List<DeliveryWay> ways;

    Deliveries(Devices devices, PhoneSpeakers phones, List<DeliveryWay> ways) {
        this.devices = devices;
        this.phones = phones;
        this.ways = ways;
    }

    /** On the thread of whoever booked the payment, so it only starts workers. */
    @EventListener
    void queued(AnnouncementsQueued event) {
        for (StallKey stall : event.stalls()) {
            phones.tell(stall);
            devices.ofStall(stall.marketId(), stall.stallId(), DeviceKind.SPEAKER)
                    .forEach(speaker -> wake(SpeakerKey.of(speaker), () -> Optional.of(speaker)));
        }
    }

    /** Serves a speaker of which only the row is known. */
    void wake(SpeakerKey speaker) {
        if (speaker.isPhone()) {
            phones.tell(speaker.stallOfPhone());
        } else {
            wake(speaker, () -> find(speaker));
        }
    }

    /** @see DeliveryWay#forgetsInTime */
    boolean forgetsInTime(SpeakerKey speaker) {
        return speaker.isPhone()
                || find(speaker)
                        .flatMap(this::wayTo)
                        .map(DeliveryWay::forgetsInTime)
                        .orElse(true);
    }

    /** @see DeliveryWay#silenceTells */
    boolean silenceTells(SpeakerKey speaker, Duration sinceSent) {
        return speaker.isPhone()
                || find(speaker)
                        .flatMap(this::wayTo)
                        .map(way -> way.silenceTells(sinceSent))
                        .orElse(true);
    }

    private Optional<DeliveryWay> wayTo(Device speaker) {
        return ways.stream().filter(way -> way.leadsTo(speaker)).findFirst();
    }

    private void wake(SpeakerKey speaker, Supplier<Optional<Device>> device) {
        while (served.computeIfPresent(speaker, (key, again) -> true) == null) {
            if (served.size() >= MOST) {
                return;
            }
            if (served.putIfAbsent(speaker, false) == null) {
                start(speaker, device);
                return;
            }
        }
    }

    private void start(SpeakerKey speaker, Supplier<Optional<Device>> device) {
        try {
            workers.execute(() -> serve(speaker, device));
        } catch (RejectedExecutionException closing) {
            served.remove(speaker);
        }
    }

    private void serve(SpeakerKey speaker, Supplier<Optional<Device>> device) {
        boolean done = false;
        try {
            do {
                serveOnce(device);
            } while (served.computeIfPresent(speaker, (key, again) -> again ? false : null) != null);
            done = true;
        } catch (RuntimeException failure) {
            LOG.warn("speaker {} was not served, tried again within seconds: {}", speaker, failure.toString());
        } finally {
            if (!done) {
                served.remove(speaker);
            }
        }
    }

    private void serveOnce(Supplier<Optional<Device>> device) {
        device.get().ifPresent(speaker -> wayTo(speaker).ifPresent(way -> way.deliver(speaker)));
    }

    /** A speaker that is out of use hears nothing any more; its rows expire. */
    private Optional<Device> find(SpeakerKey speaker) {
        try {
            return Optional.of(devices.byId(speaker.marketId(), speaker.deviceId()));
        } catch (NotFound retired) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        workers.shutdownNow();
    }
}
