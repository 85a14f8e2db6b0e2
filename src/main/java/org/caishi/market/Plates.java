/** Finds what a scanned plate stands for. */
package org.caishi.market;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.caishi.market.PlateRows.HeldPlate;
import org.caishi.platform.ShortMemory;
import org.springframework.stereotype.Component;

/** What was found is remembered for ten seconds, so another node's change is seen by then. */
@Component
public class Plates {
    private final PlateRows rows;
    private final Markets markets;
    private final ShortMemory<String, Optional<HeldPlate>> byToken;

    Plates(PlateRows rows, Markets markets, InstantSource clock) {
        this.rows = rows;
        this.markets = markets;
        this.byToken = new ShortMemory<>(clock);
    }

    /**
     * The holder of an active plate. The first time it is one query by key, for a token that cannot exist too, so that
     * the time of the answer tells nothing of what nobody has scanned.
     */
    public Optional<PlateHolder> find(String token) {
        return byToken.get(token, read -> rows.find(PlateToken.marketOf(read), read))
                .map(this::holder);
    }

    /** Whoever changes a plate, or the state of its stall or vendor, says so within his transaction. */
    void changed(String token) {
        byToken.forgetWithTransaction(token);
    }

    /** The active plate of a stall. */
    public Optional<Plate> ofStall(long marketId, long stallId) {
        return rows.ofStall(marketId, stallId);
    }

    /** An active plate of a vendor, the oldest where there are several. */
    public Optional<Plate> ofVendor(long marketId, long vendorId) {
        return rows.ofVendor(marketId, vendorId);
    }

    /** The active plates of a market, zone by zone in walking order; at most 5,000. */
    public List<PlateHolder> of(long marketId) {
        return rows.of(marketId).stream().map(this::holder).toList();
    }

    private PlateHolder holder(HeldPlate row) {
        return row.in(markets.byId(row.marketId()));
    }
}
