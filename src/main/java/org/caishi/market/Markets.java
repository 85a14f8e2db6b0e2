/** The markets, at hand without a query: every payment asks for its market's day and name. */
package org.caishi.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.market.MarketRows.MarketRow;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Read again when older than {@value #SECONDS} s, so another node's change is seen by then. */
@Component
public class Markets {
    private static final int SECONDS = 10;

    private final MarketRows rows;
    private final InstantSource clock;

    /** One reads anew, the others take what is known meanwhile: under load they were thousands at the same instant. */
    private final ReentrantLock reading = new ReentrantLock();

    private volatile @Nullable Snapshot snapshot;

    Markets(MarketRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The open markets by id. */
    public List<Market> all() {
        return snapshot().markets;
    }

    public Optional<Market> byCode(String code) {
        return Optional.ofNullable(snapshot().byCode.get(code));
    }

    /**
     * One market.
     *
     * @throws NotFound when there is none
     */
    public Market byId(long marketId) {
        Market known = snapshot().byId.get(marketId);
        return known == null
                ? rows.byId(marketId).map(MarketRow::market).orElseThrow(() -> new NotFound("market " + marketId))
                : known;
    }

    /** Whether there is such a market, open or not. */
    public boolean exists(long marketId) {
        return snapshot().byId.containsKey(marketId) || rows.byId(marketId).isPresent();
    }

    /** The zones of a market in walking order. */
    public List<Zone> zones(long marketId) {
        return rows.zones(marketId);
    }

    void forget() {
        snapshot = null;
    }

    private Snapshot snapshot() {
        Snapshot known = snapshot;
        Instant now = clock.instant();
        if (known != null && (now.isBefore(known.goodUntil) || !reading.tryLock())) {
            return known;
        }
        try {
            return freshly(now);
        } finally {
            if (reading.isHeldByCurrentThread()) {
                reading.unlock();
            }
        }
    }

    private Snapshot freshly(Instant now) {
        Snapshot fresh = Snapshot.of(
                rows.open().stream().map(MarketRow::market).toList(), now.plus(Duration.ofSeconds(SECONDS)));
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            snapshot = fresh; // what an open transaction sees may never be committed
        }
        return fresh;
    }

    private record Snapshot(
            List<Market> markets, Map<Long, Market> byId, Map<String, Market> byCode, Instant goodUntil) {
        static Snapshot of(List<Market> markets, Instant goodUntil) {
            return new Snapshot(
                    markets,
                    markets.stream().collect(Collectors.toMap(Market::marketId, Function.identity())),
                    markets.stream().collect(Collectors.toMap(Market::code, Function.identity())),
                    goodUntil);
        }
    }
}
