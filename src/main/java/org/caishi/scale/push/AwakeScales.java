/** The smart scales of this node that have said they keep goods, each with the way on which it said so. */
package org.caishi.scale.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.scale.GoodsWay;
import org.springframework.stereotype.Component;

/** Bounded by the registry: only registered scales can say anything. */
@Component
class AwakeScales {
    /** Without a wire a scale repeats every 60 s that it is there; two may be lost. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(150);

    private final ConcurrentMap<Long, Awake> scales = new ConcurrentHashMap<>();
    private final InstantSource clock;

    AwakeScales(InstantSource clock) {
        this.clock = clock;
    }

    /** @param until then it counts as gone, unless it says again that it is there */
    record Awake(Device scale, GoodsWay way, Instant until) {}

    /** Notes a scale; whether it was away before, or spoke on another way. */
    boolean add(Device scale, GoodsWay way) {
        Instant until = scale.link() == LinkKind.MQTT ? clock.instant().plus(GOOD_FOR) : Instant.MAX;
        Awake former = scales.put(scale.deviceId(), new Awake(scale, way, until));
        return former == null || !former.way().equals(way) || isOver(former);
    }

    void remove(Device scale, GoodsWay way) {
        scales.computeIfPresent(scale.deviceId(), (id, awake) -> awake.way().equals(way) ? null : awake);
    }

    boolean has(long deviceId) {
        return of(deviceId).isPresent();
    }

    Optional<Awake> of(long deviceId) {
        return Optional.ofNullable(scales.get(deviceId)).filter(awake -> !isOver(awake));
    }

    /** All that are there; those that are not any more are forgotten. */
    List<Awake> all() {
        scales.values().removeIf(this::isOver);
        return List.copyOf(scales.values());
    }

    private boolean isOver(Awake awake) {
        return !clock.instant().isBefore(awake.until());
    }
}
