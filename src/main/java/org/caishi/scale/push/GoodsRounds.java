/** Brings due goods to the smart scales that are there: at once when there are some, and looks every few seconds. */
package org.caishi.scale.push;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.caishi.device.Device;
import org.caishi.device.LinkedDevices;
import org.caishi.scale.GoodsWay;
import org.caishi.scale.ScaleGoods;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.push.AwakeScales.Awake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** One visit to a scale at a time, each on a thread of its own: a scale that reads slowly keeps no other waiting. */
@Component
class GoodsRounds implements ScaleGoods {
    private static final Logger LOG = LoggerFactory.getLogger(GoodsRounds.class);
    private static final int LOOK_EVERY_MILLIS = 5_000;

    /** Every ten minutes all are looked at: their first goods may have been entered at another node. */
    private static final int LOOKS_A_ROUND = 120;

    private final WaitingGoods pushes;
    private final AwakeScales awake;
    private final LinkedDevices devices;
    private final Set<Long> visited = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();

    GoodsRounds(WaitingGoods pushes, AwakeScales awake, PushBells bells, LinkedDevices devices) {
        this.pushes = pushes;
        this.awake = awake;
        this.devices = devices;
        bells.listen(deviceId -> visit(deviceId, false));
    }

    @Override
    public void heard(Device scale, ScaleSignal.OfGoods said, GoodsWay back) {
        switch (said) {
            case ScaleSignal.OfGoods.Ready _ -> {
                if (CaishiLine.leadsTo(scale) && awake.add(scale, back)) {
                    visit(scale.deviceId(), true);
                }
            }
            case ScaleSignal.OfGoods.Answered(var answers) -> answered(scale, answers);
        }
    }

    /** An answer that cannot be booked is asked for again, with the goods. */
    private void answered(Device scale, List<ScaleSignal.GoodsAnswer> answers) {
        try {
            pushes.answered(scale, answers);
        } catch (RuntimeException notBooked) {
            LOG.warn("what {} says of its goods is not booked, they are sent again", scale.serial(), notBooked);
        }
    }

    @Override
    public void gone(Device scale, GoodsWay way) {
        awake.remove(scale, way);
    }

    @Scheduled(fixedDelay = LOOK_EVERY_MILLIS)
    void look() {
        boolean atAll = looks.incrementAndGet() % LOOKS_A_ROUND == 0;
        Map<Long, List<Awake>> markets = awake.all().stream()
                .collect(Collectors.groupingBy(each -> each.scale().marketId()));
        markets.forEach((marketId, scales) -> {
            Set<Long> due = new HashSet<>(pushes.dueScales(marketId));
            scales.stream()
                    .map(each -> each.scale().deviceId())
                    .filter(id -> atAll || due.contains(id))
                    .forEach(id -> visit(id, atAll));
        });
    }

    private void visit(long deviceId, boolean isBack) {
        if (awake.has(deviceId) && visited.add(deviceId)) {
            Thread.ofVirtual().name("goods-" + deviceId).start(() -> {
                try {
                    awake.of(deviceId).ifPresent(each -> send(each, isBack));
                } finally {
                    visited.remove(deviceId);
                }
            });
        }
    }

    private void send(Awake there, boolean isBack) {
        try {
            Optional<Device> scale = devices.bySerial(there.scale().serial())
                    .filter(known -> known.deviceId() == there.scale().deviceId())
                    .filter(CaishiLine::leadsTo);
            if (scale.isEmpty()) {
                awake.remove(there.scale(), there.way());
                return;
            }
            if (isBack) {
                pushes.welcome(scale.get());
            }
            pushes.sendDue(scale.get(), new CaishiLine(there.way()));
        } catch (IOException ended) {
            awake.remove(there.scale(), there.way());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn(
                    "goods for {} wait, they are sent in a moment",
                    there.scale().serial(),
                    failure);
        }
    }
}
