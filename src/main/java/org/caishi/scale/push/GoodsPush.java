/** Puts goods on their way to scales, and keeps what became of them; the sending itself is done on the scale's line. */
package org.caishi.scale.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.catalog.GoodsChanged;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
class GoodsPush implements WaitingGoods {
    /** So many at a time ask for what is due, however many scales come back at once: payments need the database too. */
    private static final int ASKING = 4;

    private final PushRows rows;
    private final Devices devices;
    private final Stalls stalls;
    private final Goods goods;
    private final Ids ids;
    private final Transactions transactions;
    private final AwakeScales awake;
    private final PushBells bells;
    private final InstantSource clock;
    private final Semaphore asking = new Semaphore(ASKING);
    /** Ids of smart scales behind edges that have said they keep goods; bounded by the registry. */
    private final Set<Long> keepingAfar = ConcurrentHashMap.newKeySet();

    GoodsPush(
            PushRows rows,
            Devices devices,
            Stalls stalls,
            Goods goods,
            Ids ids,
            Transactions transactions,
            AwakeScales awake,
            PushBells bells,
            InstantSource clock) {
        this.rows = rows;
        this.devices = devices;
        this.stalls = stalls;
        this.goods = goods;
        this.ids = ids;
        this.transactions = transactions;
        this.awake = awake;
        this.bells = bells;
        this.clock = clock;
    }

    /** Whether goods may be written to this scale; a smart scale says itself whether it keeps any. */
    static boolean takesGoods(Device device) {
        return DahuaLine.leadsTo(device) || CaishiLine.leadsTo(device);
    }

    /** In the transaction that changes them: what is not committed is not sent, what is committed is not forgotten. */
    @EventListener
    void changed(GoodsChanged event) {
        event.goods().stream()
                .collect(Collectors.groupingBy(Good::marketId))
                .forEach((marketId, changed) -> send(marketId, changed, event.by()));
    }

    private void send(long marketId, List<Good> changed, String by) {
        List<Device> scales = devices.of(marketId).stream()
                .filter(GoodsPush::takesGoods)
                .filter(scale -> scale.stallId() != null)
                .toList();
        if (scales.isEmpty()) {
            return;
        }
        Map<Long, Stall> places = stalls
                .byIds(
                        marketId,
                        scales.stream()
                                .map(Device::stallId)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                .stream()
                .collect(Collectors.toMap(Stall::stallId, Function.identity()));
        for (Device scale : scales) {
            Stall stall = places.get(scale.stallId());
            List<Good> his = changed.stream()
                    .filter(good -> stall != null && Objects.equals(stall.vendorId(), good.vendorId()))
                    .toList();
            if (!his.isEmpty() && wants(scale)) {
                put(scale, fresh(scale, his, by));
            }
        }
    }

    /** A smart scale that has never said it keeps goods is sent none. */
    boolean wants(Device scale) {
        return DahuaLine.leadsTo(scale)
                || awake.has(scale.deviceId())
                || keepingAfar.contains(scale.deviceId())
                || rows.count(scale.marketId(), scale.deviceId()) > 0;
    }

    /** A smart scale has said to its edge that it keeps goods. */
    void keepsAfar(Device scale) {
        keepingAfar.add(scale.deviceId());
    }

    /** All goods of the stall, again; how many. What the vendor sells no more is taken off where the scale can do that. */
    int again(Device scale, String by) {
        List<Good> all = goodsOf(scale);
        List<Push> list = new ArrayList<>(fresh(scale, all, by));
        if (CaishiLine.leadsTo(scale)) {
            Instant now = now();
            leftOver(latest(scale), all).stream()
                    .map(push -> push.undone(ids.next(scale.marketId()), now, by))
                    .forEach(list::add);
        }
        transactions.run(() -> put(scale, list));
        return all.size();
    }

    /** What was sent and is sold no more. A number that is in use again is written over by its new goods. */
    private static List<Push> leftOver(List<Push> latest, List<Good> sold) {
        Set<Long> goods = sold.stream().map(Good::goodId).collect(Collectors.toSet());
        Set<Integer> numbers = sold.stream().map(Good::plu).collect(Collectors.toSet());
        return latest.stream()
                .filter(push -> !push.deleted() && !goods.contains(push.goodId()) && !numbers.contains(push.plu()))
                .toList();
    }

    /** A scale that is new, or stands at another stall now, gets everything. */
    @Override
    public void begin(Device scale) {
        List<Good> sold = goodsOf(scale);
        if (sold.isEmpty()) {
            return;
        }
        List<Push> latest = latest(scale);
        Set<Long> sent = latest.stream()
                .filter(push -> !push.deleted())
                .map(Push::goodId)
                .collect(Collectors.toSet());
        boolean lacks = sold.stream().anyMatch(good -> !sent.contains(good.goodId()));
        if (lacks || (CaishiLine.leadsTo(scale) && !leftOver(latest, sold).isEmpty())) {
            again(scale, "");
        }
    }

    /** As {@link #begin}, for one of many scales that come back at once; what waits for it need not wait any longer. */
    @Override
    public void welcome(Device scale) throws InterruptedException {
        asking.acquire();
        try {
            begin(scale);
            rows.hurry(scale.marketId(), scale.deviceId(), now());
        } finally {
            asking.release();
        }
    }

    /** What the stall's vendor sells. */
    List<Good> goodsOf(Device scale) {
        Long vendorId = vendorOf(scale);
        return vendorId == null ? List.of() : goods.of(scale.marketId(), vendorId);
    }

    List<Push> latest(Device scale) {
        return rows.latest(scale.marketId(), scale.deviceId());
    }

    @Override
    public Optional<Push> due(Device scale) {
        return rows.due(scale.marketId(), scale.deviceId(), clock.instant(), 1).stream()
                .findFirst();
    }

    @Override
    public List<Long> dueScales(long marketId) {
        return rows.dueScales(marketId, clock.instant());
    }

    /** What is due, with the try that is now made counted: no other node makes the same. */
    @Override
    public List<Push> claim(Device scale, int most) throws InterruptedException {
        asking.acquire();
        try {
            while (true) {
                List<Push> due = rows.due(scale.marketId(), scale.deviceId(), clock.instant(), most);
                List<Push> claimed =
                        due.stream().map(this::claim).flatMap(Optional::stream).toList();
                if (due.isEmpty() || !claimed.isEmpty()) {
                    return claimed;
                }
            }
        } finally {
            asking.release();
        }
    }

    private Optional<Push> claim(Push push) {
        Instant now = now();
        if (push.isTriedOut()) {
            keep(push.failed(PushReason.SILENT, "", now));
            return Optional.empty();
        }
        Push tried = push.once(now);
        return rows.claim(push.marketId(), push.pushId(), push.tries(), tried.nextAt()) == 1
                ? Optional.of(tried)
                : Optional.empty();
    }

    @Override
    public Optional<Push> byId(Device scale, long pushId) {
        return rows.byId(scale.marketId(), scale.deviceId(), pushId);
    }

    @Override
    public void keep(Push push) {
        rows.tried(push);
    }

    @Override
    public void await(Device scale, Duration atMost) throws InterruptedException {
        Instant now = clock.instant();
        bells.await(
                scale.deviceId(),
                rows.nextAt(scale.marketId(), scale.deviceId())
                        .map(next -> Duration.between(now, next))
                        .filter(wait -> wait.compareTo(atMost) < 0)
                        .orElse(atMost));
    }

    private List<Push> fresh(Device scale, List<Good> list, String by) {
        Instant now = now();
        return list.stream()
                .map(good -> Push.of(good, scale.deviceId(), ids.next(scale.marketId()), now, by))
                .toList();
    }

    private void put(Device scale, List<Push> list) {
        for (Push push : list) {
            rows.supersede(scale.marketId(), scale.deviceId(), push.goodId(), push.createdAt());
            rows.add(push);
        }
        if (!list.isEmpty()) {
            bells.ringAfterCommit(scale.deviceId());
        }
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private @Nullable Long vendorOf(Device scale) {
        return scale.stallId() == null
                ? null
                : stalls.byId(scale.marketId(), scale.stallId()).vendorId();
    }
}
