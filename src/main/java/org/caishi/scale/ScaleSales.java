/** Stores the sales that scales have closed by themselves, each once, however often it is told. */
package org.caishi.scale;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.BusinessDay;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
class ScaleSales implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final int BATCH = 200;

    /** A sale that comes later than this after it was weighed was kept on the scale meanwhile. */
    private static final Duration LATE = Duration.ofMinutes(5);

    /** A scale's clock that runs ahead by more is wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Longer than a scale stays offline; a clock that lost its battery is years back. */
    private static final Duration BEHIND = Duration.ofDays(31);

    private final WeighingRows rows;
    private final WeighingStore store;
    private final ScaleStreams streams;
    private final LateDays days;
    private final RefusedSales refused;
    private final Goods goods;
    private final Stalls stalls;
    private final Markets markets;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;
    private final GroupCommit<NewWeighing, Boolean> commit;

    ScaleSales(
            WeighingRows rows,
            WeighingStore store,
            ScaleStreams streams,
            LateDays days,
            RefusedSales refused,
            Goods goods,
            Stalls stalls,
            Markets markets,
            Transactions transactions,
            Ids ids,
            InstantSource clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.store = store;
        this.streams = streams;
        this.days = days;
        this.refused = refused;
        this.goods = goods;
        this.stalls = stalls;
        this.markets = markets;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.commit = new GroupCommit<>("weighing", WRITERS, BATCH, this::write, meters);
    }

    Receipt receive(Device device, ScaleSignal.Sale sale) {
        String sha256 = sale.original().sha256();
        Receipt receipt = receive(device, sale, sha256);
        if (receipt instanceof Receipt.Refused refusal) {
            refused.note(device, sale.sequence(), refusal, sha256);
        }
        return receipt;
    }

    private Receipt receive(Device device, ScaleSignal.Sale sale, String sha256) {
        if (device.kind() != DeviceKind.SCALE) {
            return new Receipt.Refused("kind", device.serial() + " is registered as no scale");
        }
        if (!sale.serial().equals(device.serial())) {
            return new Receipt.Refused("serial", "signed by " + device.serial() + ", told of " + sale.serial());
        }
        Optional<Receipt> former = former(device, sale, sha256);
        if (former.isPresent()) {
            return former.get();
        }
        if (device.stallId() == null) {
            return new Receipt.Refused("stall", device.serial() + " is registered for no stall");
        }
        Stall stall = stalls.byId(device.marketId(), device.stallId());
        Long vendorId = stall.vendorId();
        if (vendorId == null) {
            return new Receipt.Refused("vendor", "nobody holds stall " + stall.stallNo());
        }
        return store(device, sale, draft(device, stall, vendorId, sale, sha256));
    }

    private Optional<Receipt> former(Device device, ScaleSignal.Sale sale, String sha256) {
        return rows.told(device.marketId(), device.deviceId(), sale.sequence())
                .map(told -> sha256.equals(told.messageSha256())
                        ? new Receipt.Repeated(told.weighingId())
                        : new Receipt.Refused(
                                "sequence", "seq " + sale.sequence() + " has come before with other content"));
    }

    /** Two who tell the same sale at the same time: the unique key lets one in, the other finds it. */
    private Receipt store(Device device, ScaleSignal.Sale sale, NewWeighing draft) {
        try {
            commit.submit(device.marketId(), draft);
            store.tell(draft.weighing());
            return new Receipt.Stored(draft.weighing().weighingId());
        } catch (DuplicateKeyException toldMeanwhile) {
            return former(device, sale, String.valueOf(draft.told().sha256())).orElseThrow(() -> toldMeanwhile);
        }
    }

    private List<Boolean> write(List<NewWeighing> batch) {
        return transactions.run(() -> {
            List<NewWeighing> dated = onOpenDays(batch);
            Map<ScaleStreams.ScaleKey, DeviceStream> held = streams.hold(dated);
            store.write(dated);
            streams.follow(held, dated);
            return batch.stream().map(written -> true).toList();
        });
    }

    /**
     * Only what was weighed on an earlier day can meet a closed one: the running day closes minutes after its end. Markets
     * are asked in the order of their ids, so that two batches never wait for each other.
     */
    private List<NewWeighing> onOpenDays(List<NewWeighing> batch) {
        Map<Long, NewWeighing> corrected = new HashMap<>();
        batch.stream()
                .filter(sale -> !day(sale)
                        .dateOf(sale.receivedAt())
                        .equals(sale.weighing().businessDate()))
                .sorted(Comparator.comparingLong(sale -> sale.weighing().marketId()))
                .forEach(sale -> {
                    Weighing weighing = sale.weighing();
                    LocalDate open = days.bookedOn(markets.byId(weighing.marketId()), weighing.weighedAt());
                    if (!open.equals(weighing.businessDate())) {
                        corrected.put(weighing.weighingId(), sale.correctedOn(open));
                    }
                });
        return batch.stream()
                .map(sale -> corrected.getOrDefault(sale.weighing().weighingId(), sale))
                .toList();
    }

    private BusinessDay day(NewWeighing sale) {
        return markets.byId(sale.weighing().marketId()).day();
    }

    private NewWeighing draft(Device device, Stall stall, long vendorId, ScaleSignal.Sale sale, String sha256) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean plausible = !sale.at().isAfter(now.plus(AHEAD)) && !sale.at().isBefore(now.minus(BEHIND));
        Instant weighedAt = plausible ? sale.at() : now;
        Weighing weighing = new Weighing(
                device.marketId(),
                ids.next(device.marketId()),
                stall.stallId(),
                vendorId,
                device.deviceId(),
                Weighing.Source.SALE,
                sale.total(),
                Weighing.State.WAITING,
                weighedAt,
                markets.byId(device.marketId()).day().dateOf(weighedAt),
                null,
                items(sale, goodsByPlu(device.marketId(), vendorId)));
        List<String> flags = sale.items().stream()
                .map(item -> String.join(" ", item.flags()))
                .toList();
        NewWeighing.Told told = new NewWeighing.Told(
                sha256,
                sale.prevHash(),
                plausible ? null : sale.at(),
                plausible && sale.at().isBefore(now.minus(LATE)),
                null);
        return new NewWeighing(weighing, sale.sequence(), now, told, null, flags);
    }

    private Map<Integer, Good> goodsByPlu(long marketId, long vendorId) {
        return goods.of(marketId, vendorId).stream().collect(Collectors.toMap(Good::plu, Function.identity()));
    }

    /** Amounts stay as the scale has them: they are what the customer was told. */
    private static List<Weighing.Item> items(ScaleSignal.Sale sale, Map<Integer, Good> byPlu) {
        List<Weighing.Item> items = new ArrayList<>(sale.items().size());
        for (ScaleSignal.Item item : sale.items()) {
            @Nullable Good good = byPlu.get(item.plu());
            items.add(new Weighing.Item(
                    items.size() + 1,
                    good == null ? null : good.goodId(),
                    item.plu(),
                    item.name().isBlank() && good != null ? good.name() : item.name(),
                    item.net(),
                    item.tare(),
                    item.unitPrice(),
                    item.amount()));
        }
        return items;
    }

    @Override
    public void close() {
        commit.close();
    }
}
