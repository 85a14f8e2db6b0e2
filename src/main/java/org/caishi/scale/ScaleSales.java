/** Stores the sales that scales have closed by themselves, each once, however often it is told. */
package org.caishi.scale;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.market.Markets;
import org.caishi.platform.BusinessDay;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Transactions;
import org.caishi.scale.SaleDrafts.Draft;
import org.caishi.scale.ScaleStreams.ScaleKey;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
class ScaleSales implements AutoCloseable {
    private static final int WRITERS = 2;
    private static final int BATCH = 500;

    private final SaleDrafts drafts;
    private final WeighingStore store;
    private final ScaleStreams streams;
    private final LateDays days;
    private final RefusedSales refused;
    private final Markets markets;
    private final Transactions transactions;
    private final InstantSource clock;
    private final GroupCommit<ToldSale, Receipt> commit;

    ScaleSales(
            SaleDrafts drafts,
            WeighingStore store,
            ScaleStreams streams,
            LateDays days,
            RefusedSales refused,
            Markets markets,
            Transactions transactions,
            InstantSource clock,
            MeterRegistry meters) {
        this.drafts = drafts;
        this.store = store;
        this.streams = streams;
        this.days = days;
        this.refused = refused;
        this.markets = markets;
        this.transactions = transactions;
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
        return store(new ToldSale(device, sale, sha256, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** Two nodes that are told the same sale at the same time: the unique key lets one in, the other finds it. */
    private Receipt store(ToldSale told) {
        try {
            return commit.submit(told.device().marketId(), told);
        } catch (DuplicateKeyException toldMeanwhile) {
            return drafts.formerAnswer(told).orElseThrow(() -> toldMeanwhile);
        }
    }

    private List<Receipt> write(List<ToldSale> batch) {
        List<Draft> written = transactions.run(() -> {
            Map<ScaleKey, DeviceStream> held =
                    streams.hold(batch.stream().map(ToldSale::scale).toList());
            List<Draft> all = drafts.of(batch, held);
            List<NewWeighing> fresh = onOpenDays(all.stream()
                    .flatMap(draft ->
                            draft instanceof Draft.Fresh(NewWeighing weighing) ? Stream.of(weighing) : Stream.empty())
                    .toList());
            store.write(fresh);
            streams.follow(held, fresh);
            return all;
        });
        return written.stream().map(this::told).toList();
    }

    /** After the commit. */
    private Receipt told(Draft draft) {
        return switch (draft) {
            case Draft.Fresh(NewWeighing fresh) -> {
                store.tell(fresh.weighing());
                yield new Receipt.Stored(fresh.weighing().weighingId());
            }
            case Draft.Answered(Receipt receipt) -> receipt;
        };
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

    @Override
    public void close() {
        commit.close();
    }
}
