/** Goods that were fetched from the product, in the memory of a machine beside the scales, and what came of them there. */
package org.caishi.scale.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.caishi.device.Device;
import org.caishi.device.LinkedDevices;

/**
 * Not on disk: what is lost with the process still waits at the product and is fetched again, and to write the same price
 * twice does no harm.
 */
final class FetchedGoods implements WaitingGoods {
    /** All goods of the stalls that one PC has scales of; in memory some 10 MB. */
    private static final int MOST = 20_000;

    /** By scale. */
    private final Map<Long, Shelf> shelves = new HashMap<>();
    /** What the product has not heard yet, by push. */
    private final SequencedMap<Long, GoodsResult> news = new LinkedHashMap<>();
    /** Serials of scales that say they keep goods. */
    private final Set<String> ready = new LinkedHashSet<>();

    private final LinkedDevices devices;
    private final PushBells bells;
    private final InstantSource clock;

    FetchedGoods(LinkedDevices devices, PushBells bells, InstantSource clock) {
        this.devices = devices;
        this.bells = bells;
        this.clock = clock;
    }

    /** What waits for one scale, by push. */
    private record Shelf(Device scale, SortedMap<Long, Push> waiting) {}

    /** Takes over what the product wants; what is known already changes nothing. */
    void take(List<WantedGoods> wanted) {
        wanted.forEach(each -> devices.bySerial(each.serial())
                .filter(GoodsPush::takesGoods)
                .filter(scale -> isAdded(scale, each))
                .ifPresent(scale -> bells.ring(scale.deviceId())));
    }

    private synchronized boolean isAdded(Device scale, WantedGoods wanted) {
        Optional<Push> push = push(scale, wanted);
        if (push.isEmpty() || news.containsKey(push.get().pushId())) {
            return false;
        }
        long id = push.get().pushId();
        SortedMap<Long, Push> own = shelves.computeIfAbsent(scale.deviceId(), none -> new Shelf(scale, new TreeMap<>()))
                .waiting();
        boolean older = own.values().stream()
                .anyMatch(known -> known.goodId() == push.get().goodId() && known.pushId() >= id);
        if (older) {
            return false;
        }
        own.values().removeIf(known -> known.goodId() == push.get().goodId());
        own.put(id, push.get());
        return true;
    }

    private Optional<Push> push(Device scale, WantedGoods wanted) {
        Instant now = now();
        return CaishiLine.pushId(wanted.id())
                .flatMap(id -> CaishiLine.pushId(wanted.good())
                        .map(good -> new Push(
                                scale.marketId(),
                                id,
                                scale.deviceId(),
                                good,
                                wanted.plu(),
                                wanted.name(),
                                wanted.unitPriceFenPerKg(),
                                PushState.PENDING,
                                wanted.tries(),
                                "",
                                "",
                                now,
                                "",
                                now,
                                null,
                                wanted.key(),
                                wanted.deleted())));
    }

    synchronized GoodsCarrier.Held held() {
        int own = shelves.values().stream()
                .mapToInt(shelf -> shelf.waiting().size())
                .sum();
        return new GoodsCarrier.Held(own, news.size());
    }

    /** How many more it can hold. */
    int room() {
        GoodsCarrier.Held held = held();
        return Math.max(0, MOST - held.waiting() - held.untold());
    }

    /** Scales that hang here no longer get nothing from here. */
    synchronized void forgetStrangers() {
        shelves.values()
                .removeIf(shelf -> devices.bySerial(shelf.scale().serial())
                        .filter(here -> here.deviceId() == shelf.scale().deviceId())
                        .isEmpty());
    }

    synchronized List<String> ready(int most) {
        return ready.stream().limit(most).toList();
    }

    synchronized List<GoodsResult> results(int most) {
        return news.values().stream().limit(most).toList();
    }

    /** The product has heard these; what has changed since is told with the next. */
    synchronized void arrived(List<String> toldReady, List<GoodsResult> told) {
        toldReady.forEach(ready::remove);
        told.forEach(result -> CaishiLine.pushId(result.id()).ifPresent(id -> news.remove(id, result)));
    }

    /** What a scale that is new is to hold, the product knows. */
    @Override
    public void begin(Device scale) {}

    @Override
    public synchronized void welcome(Device scale) {
        Instant now = now();
        ready.add(scale.serial());
        own(scale).replaceAll((id, push) -> push.hurried(now));
    }

    @Override
    public synchronized Optional<Push> due(Device scale) {
        return due(scale, 1).stream().findFirst();
    }

    private List<Push> due(Device scale, int most) {
        Instant now = clock.instant();
        return own(scale).values().stream()
                .filter(push -> push.isDue(now))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized List<Long> dueScales(long marketId) {
        Instant now = clock.instant();
        return shelves.values().stream()
                .filter(shelf -> shelf.waiting().values().stream().anyMatch(push -> push.isDue(now)))
                .map(shelf -> shelf.scale().deviceId())
                .toList();
    }

    @Override
    public synchronized List<Push> claim(Device scale, int most) {
        List<Push> claimed = new ArrayList<>();
        for (Push push : due(scale, most)) {
            if (push.isTriedOut()) {
                keep(push.failed(PushReason.SILENT, "", now()));
            } else {
                claimed.add(push.once(now()));
                keep(claimed.getLast());
            }
        }
        return claimed;
    }

    @Override
    public synchronized Optional<Push> byId(Device scale, long pushId) {
        return Optional.ofNullable(own(scale).get(pushId));
    }

    @Override
    public synchronized void keep(Push push) {
        Shelf shelf = shelves.get(push.deviceId());
        if (shelf == null || !shelf.waiting().containsKey(push.pushId())) {
            return;
        }
        if (push.state() == PushState.PENDING) {
            shelf.waiting().put(push.pushId(), push);
        } else {
            shelf.waiting().remove(push.pushId());
        }
        news.put(push.pushId(), GoodsResult.of(push, shelf.scale().serial(), now()));
    }

    @Override
    public void await(Device scale, Duration atMost) throws InterruptedException {
        Instant now = clock.instant();
        bells.await(
                scale.deviceId(),
                nextAt(scale)
                        .map(next -> Duration.between(now, next))
                        .filter(wait -> wait.compareTo(atMost) < 0)
                        .orElse(atMost));
    }

    private synchronized Optional<Instant> nextAt(Device scale) {
        return own(scale).values().stream().map(Push::nextAt).min(Comparator.naturalOrder());
    }

    private SortedMap<Long, Push> own(Device scale) {
        Shelf shelf = shelves.get(scale.deviceId());
        return shelf == null ? new TreeMap<>() : shelf.waiting();
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
