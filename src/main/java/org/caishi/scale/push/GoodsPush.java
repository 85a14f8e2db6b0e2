/** Puts goods on their way to scales, and keeps what became of them; the sending itself is done on the scale's link. */
package org.caishi.scale.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.catalog.GoodsChanged;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.scale.protocol.DahuaTm;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
class GoodsPush {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int MOST_TRIES = 12;
    private static final int DIFFERS_TRIES = 2;
    private static final int LONGEST_DETAIL = 200;

    private final PushRows rows;
    private final Devices devices;
    private final Stalls stalls;
    private final Goods goods;
    private final Ids ids;
    private final Transactions transactions;
    private final InstantSource clock;
    /** One entry a scale that this node talks to. */
    private final ConcurrentMap<Long, Semaphore> bells = new ConcurrentHashMap<>();

    GoodsPush(
            PushRows rows,
            Devices devices,
            Stalls stalls,
            Goods goods,
            Ids ids,
            Transactions transactions,
            InstantSource clock) {
        this.rows = rows;
        this.devices = devices;
        this.stalls = stalls;
        this.goods = goods;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether goods can be written to this scale. */
    static boolean takesGoods(Device device) {
        return device.kind() == DeviceKind.SCALE
                && device.link() == LinkKind.TCP_OUT
                && device.protocol().equals(DahuaTm.PROTOCOL.name());
    }

    /** In the transaction that changes them: what is not committed is not sent, what is committed is not forgotten. */
    @EventListener
    void changed(GoodsChanged event) {
        event.goods().stream()
                .collect(Collectors.groupingBy(Good::marketId))
                .forEach((marketId, changed) -> send(marketId, changed, event.by()));
    }

    private void send(long marketId, List<Good> changed, String by) {
        for (Device scale : devices.of(marketId)) {
            Long vendorId = takesGoods(scale) ? vendorOf(scale) : null;
            if (vendorId != null) {
                List<Good> his = changed.stream()
                        .filter(good -> good.vendorId() == vendorId)
                        .toList();
                put(scale, his, by);
            }
        }
    }

    /** All goods of the stall, again; how many. */
    int again(Device scale, String by) {
        List<Good> all = goodsOf(scale);
        transactions.run(() -> put(scale, all, by));
        return all.size();
    }

    /** A scale to which nothing was ever sent gets everything. */
    void begin(Device scale) {
        if (rows.count(scale.marketId(), scale.deviceId()) == 0) {
            again(scale, "");
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

    Optional<Push> due(Device scale) {
        return rows.due(scale.marketId(), scale.deviceId(), clock.instant());
    }

    /** Waits until something may be due, but not longer than this. */
    void await(Device scale, Duration atMost) throws InterruptedException {
        Semaphore bell = bell(scale.deviceId());
        Instant now = clock.instant();
        Duration untilDue = rows.nextAt(scale.marketId(), scale.deviceId())
                .map(next -> Duration.between(now, next))
                .filter(wait -> wait.compareTo(atMost) < 0)
                .orElse(atMost);
        bell.tryAcquire(Math.max(1, untilDue.toMillis()), TimeUnit.MILLISECONDS);
        bell.drainPermits();
    }

    void done(Push push) {
        write(push, PushState.DONE, "", "", clock.instant());
    }

    /** Tried in vain: again later, unless trying is of no use. */
    void failed(Push push, PushReason reason, String detail) {
        int tries = push.tries() + 1;
        boolean hopeless = switch (reason) {
            case NUMBER, NAME, PRICE, MOST, REFUSED -> true;
            case DIFFERS -> tries >= DIFFERS_TRIES;
            case SILENT, BROKEN -> tries >= MOST_TRIES;
        };
        Instant now = clock.instant();
        write(push, hopeless ? PushState.FAILED : PushState.PENDING, reason.name(), detail, now.plus(waitAfter(tries)));
    }

    static Duration waitAfter(int tries) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void write(Push push, PushState state, String reason, String detail, Instant nextAt) {
        transactions.run(() -> rows.tried(new Push(
                push.marketId(),
                push.pushId(),
                push.deviceId(),
                push.goodId(),
                push.plu(),
                push.name(),
                push.fenPerKg(),
                state,
                push.tries() + 1,
                reason,
                detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL),
                nextAt,
                push.askedBy(),
                push.createdAt(),
                state == PushState.PENDING ? null : clock.instant())));
    }

    private void put(Device scale, List<Good> list, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Good good : list) {
            rows.supersede(scale.marketId(), scale.deviceId(), good.goodId(), now);
            rows.add(new Push(
                    scale.marketId(),
                    ids.next(scale.marketId()),
                    scale.deviceId(),
                    good.goodId(),
                    good.plu(),
                    good.name(),
                    good.price().fenPerKilogram(),
                    PushState.PENDING,
                    0,
                    "",
                    "",
                    now,
                    by,
                    now,
                    null));
        }
        if (!list.isEmpty()) {
            ringAfterCommit(scale.deviceId());
        }
    }

    private void ringAfterCommit(long deviceId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            bell(deviceId).release();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                bell(deviceId).release();
            }
        });
    }

    private Semaphore bell(long deviceId) {
        return bells.computeIfAbsent(deviceId, id -> new Semaphore(0));
    }

    private @Nullable Long vendorOf(Device scale) {
        if (scale.stallId() == null) {
            return null;
        }
        Stall stall = stalls.byId(scale.marketId(), scale.stallId());
        return stall.vendorId();
    }
}
