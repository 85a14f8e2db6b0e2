/** Makes weighings of a batch of told sales: which were told before, and whose the others are. */
package org.caishi.scale;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.platform.Ids;
import org.caishi.scale.ScaleStreams.ScaleKey;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A question a market and batch, not one a sale: ten thousand scales that come back from a dead line tell at once. */
@Component
class SaleDrafts {
    /** A sale that comes later than this after it was weighed was kept on the scale meanwhile. */
    private static final Duration LATE = Duration.ofMinutes(5);

    /** A scale's clock that runs ahead by more is wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Longer than a scale stays offline; a clock that lost its battery is years back. */
    private static final Duration BEHIND = Duration.ofDays(31);

    private final WeighingRows rows;
    private final Goods goods;
    private final Stalls stalls;
    private final Markets markets;
    private final Ids ids;

    SaleDrafts(WeighingRows rows, Goods goods, Stalls stalls, Markets markets, Ids ids) {
        this.rows = rows;
        this.goods = goods;
        this.stalls = stalls;
        this.markets = markets;
        this.ids = ids;
    }

    /** What is to become of one told sale. */
    sealed interface Draft {
        /** New: to be written. */
        record Fresh(NewWeighing weighing) implements Draft {}

        /** Nothing to be written: this is the answer. */
        record Answered(Receipt receipt) implements Draft {}
    }

    /**
     * In the order of the batch; of two with one number the first is the sale, the second a repetition.
     *
     * @param held the streams of the batch's scales, locked: above a stream's highest number nothing has been told
     */
    List<Draft> of(List<ToldSale> batch, Map<ScaleKey, DeviceStream> held) {
        Map<Long, Holders> holders = holders(batch);
        Map<Number, Former> inBatch = new HashMap<>();
        List<Draft> drafts = new ArrayList<>(batch.size());
        for (ToldSale told : batch) {
            Former former = inBatch.get(Number.of(told));
            if (former == null) {
                former = former(told, held.get(told.scale())).orElse(null);
            }
            Draft draft = former != null
                    ? new Draft.Answered(former.answerTo(told))
                    : draft(told, holders.getOrDefault(told.device().marketId(), Holders.NONE));
            if (draft instanceof Draft.Fresh(NewWeighing fresh)) {
                inBatch.put(Number.of(told), new Former(fresh.weighing().weighingId(), told.sha256()));
            }
            drafts.add(draft);
        }
        return drafts;
    }

    /** Of one that met another at the same time, which let only one of them in. */
    Optional<Receipt> formerAnswer(ToldSale told) {
        return told(told).map(former -> former.answerTo(told));
    }

    private Optional<Former> former(ToldSale told, @Nullable DeviceStream stream) {
        return stream != null && told.sale().sequence() > stream.highestSeq() ? Optional.empty() : told(told);
    }

    private Optional<Former> told(ToldSale told) {
        return rows.told(
                        told.device().marketId(),
                        told.device().deviceId(),
                        told.sale().sequence())
                .map(row -> new Former(row.weighingId(), row.messageSha256()));
    }

    private Map<Long, Holders> holders(List<ToldSale> batch) {
        Map<Long, List<ToldSale>> byMarket = batch.stream()
                .collect(Collectors.groupingBy(told -> told.device().marketId(), TreeMap::new, Collectors.toList()));
        Map<Long, Holders> holders = new HashMap<>();
        byMarket.forEach((marketId, sales) -> {
            Map<Long, Stall> at =
                    stalls
                            .byIds(
                                    marketId,
                                    ids(sales.stream().map(told -> told.device().stallId())))
                            .stream()
                            .collect(Collectors.toMap(Stall::stallId, Function.identity()));
            List<Long> vendorIds = ids(at.values().stream().map(Stall::vendorId));
            holders.put(marketId, new Holders(at, goods(marketId, vendorIds, sales)));
        });
        return holders;
    }

    private static List<Long> ids(Stream<@Nullable Long> some) {
        return some.flatMap(id -> Optional.ofNullable(id).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Map<Tile, Good> goods(long marketId, List<Long> vendorIds, Collection<ToldSale> sales) {
        List<Integer> plus = sales.stream()
                .flatMap(told -> told.sale().items().stream())
                .map(ScaleSignal.Item::plu)
                .distinct()
                .sorted()
                .toList();
        return goods.byPlu(marketId, vendorIds, plus).stream()
                .collect(Collectors.toMap(good -> new Tile(good.vendorId(), good.plu()), Function.identity()));
    }

    private Draft draft(ToldSale told, Holders holders) {
        Long stallId = told.device().stallId();
        if (stallId == null) {
            return refused("stall", told.device().serial() + " is registered for no stall");
        }
        Stall stall = holders.stalls.get(stallId);
        if (stall == null) {
            return refused("stall", told.device().serial() + " is registered for a stall that is no more");
        }
        Long vendorId = stall.vendorId();
        return vendorId == null
                ? refused("vendor", "nobody holds stall " + stall.stallNo())
                : new Draft.Fresh(weighing(told, stall, vendorId, holders.goods));
    }

    private static Draft refused(String reason, String words) {
        return new Draft.Answered(new Receipt.Refused(reason, words));
    }

    private NewWeighing weighing(ToldSale told, Stall stall, long vendorId, Map<Tile, Good> goods) {
        ScaleSignal.Sale sale = told.sale();
        Instant now = told.at();
        boolean plausible = !sale.at().isAfter(now.plus(AHEAD)) && !sale.at().isBefore(now.minus(BEHIND));
        Instant weighedAt = plausible ? sale.at() : now;
        long marketId = told.device().marketId();
        Weighing weighing = new Weighing(
                marketId,
                ids.next(marketId),
                stall.stallId(),
                vendorId,
                told.device().deviceId(),
                Weighing.Source.SALE,
                sale.total(),
                Weighing.State.WAITING,
                weighedAt,
                markets.byId(marketId).day().dateOf(weighedAt),
                null,
                items(sale, vendorId, goods));
        List<String> flags = sale.items().stream()
                .map(item -> String.join(" ", item.flags()))
                .toList();
        NewWeighing.Told said = new NewWeighing.Told(
                told.sha256(),
                sale.prevHash(),
                plausible ? null : sale.at(),
                plausible && sale.at().isBefore(now.minus(LATE)),
                null);
        return new NewWeighing(weighing, sale.sequence(), now, said, null, flags);
    }

    /** Amounts stay as the scale has them: they are what the customer was told. */
    private static List<Weighing.Item> items(ScaleSignal.Sale sale, long vendorId, Map<Tile, Good> goods) {
        List<Weighing.Item> items = new ArrayList<>(sale.items().size());
        for (ScaleSignal.Item item : sale.items()) {
            @Nullable Good good = goods.get(new Tile(vendorId, item.plu()));
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

    /** A vendor's number for goods. */
    private record Tile(long vendorId, int plu) {}

    /** Who holds the stalls of a market's scales, and what they sell. */
    private record Holders(Map<Long, Stall> stalls, Map<Tile, Good> goods) {
        static final Holders NONE = new Holders(Map.of(), Map.of());
    }

    /** A sale's number in the whole product. */
    private record Number(ScaleKey scale, long sequence) {
        static Number of(ToldSale told) {
            return new Number(told.scale(), told.sale().sequence());
        }
    }

    /** What was told under a number before. */
    private record Former(long weighingId, @Nullable String sha256) {
        Receipt answerTo(ToldSale told) {
            return told.sha256().equals(sha256)
                    ? new Receipt.Repeated(weighingId)
                    : new Receipt.Refused(
                            "sequence", "seq " + told.sale().sequence() + " has come before with other content");
        }
    }
}
