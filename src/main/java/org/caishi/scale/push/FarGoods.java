/** The product's side of goods for scales that an edge reads: what waits for them, and what came of it there. */
package org.caishi.scale.push;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.springframework.stereotype.Component;

/** The edge asks and tells; nothing here ever waits for one. */
@Component
public class FarGoods {
    /** Scales that are looked at in one question: each may get all goods of its stall. The others follow with the next. */
    private static final int MOST_BEGUN = 20;

    private static final Long NO_STALL = 0L;

    /** The stall whose goods a scale was last given, by its id; bounded by the registry. */
    private final ConcurrentMap<Long, Long> begunAt = new ConcurrentHashMap<>();

    private final GoodsPush pushes;
    private final PushRows rows;
    private final InstantSource clock;

    FarGoods(GoodsPush pushes, PushRows rows, InstantSource clock) {
        this.pushes = pushes;
        this.rows = rows;
        this.clock = clock;
    }

    /** A scale has said to its edge that it keeps goods. */
    public void ready(Device scale) {
        if (CaishiLine.leadsTo(scale)) {
            pushes.keepsAfar(scale);
            begunAt.remove(scale.deviceId());
        }
    }

    /** Looks at these scales as if for the first time: their goods may have been entered at another node. */
    public void lookAgain(Collection<Device> scales) {
        scales.forEach(scale -> begunAt.remove(scale.deviceId()));
    }

    /**
     * What waits for scales of one edge, the oldest first.
     *
     * @param after the id of the last that the edge has heard of; empty: from the first
     */
    public List<WantedGoods> wanted(Collection<Device> scales, String after, int most) {
        Map<Long, Device> takers = scales.stream()
                .filter(GoodsPush::takesGoods)
                .collect(Collectors.toMap(Device::deviceId, Function.identity()));
        if (takers.isEmpty()) {
            return List.of();
        }
        takers.values().stream().filter(this::isNew).limit(MOST_BEGUN).forEach(this::begin);
        long marketId = takers.values().iterator().next().marketId();
        long last = CaishiLine.pushId(after).orElse(0L);
        return rows.waiting(marketId, List.copyOf(takers.keySet()), last, most).stream()
                .map(push -> WantedGoods.of(push, Objects.requireNonNull(takers.get(push.deviceId()))))
                .toList();
    }

    private boolean isNew(Device scale) {
        return !stallOf(scale).equals(begunAt.get(scale.deviceId()));
    }

    private void begin(Device scale) {
        if (pushes.wants(scale)) {
            pushes.begin(scale);
        }
        begunAt.put(scale.deviceId(), stallOf(scale));
    }

    private static Long stallOf(Device scale) {
        return scale.stallId() == null ? NO_STALL : scale.stallId();
    }

    /** Books what came of goods; told twice it is booked once, and of what is no push of this scale nothing is. */
    public void told(Device scale, GoodsResult result) {
        CaishiLine.pushId(result.id())
                .flatMap(id -> rows.byId(scale.marketId(), scale.deviceId(), id))
                .map(row -> result.over(row, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .ifPresent(rows::told);
    }
}
