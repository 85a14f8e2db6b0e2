/** Finds what a scanned plate stands for. */
package org.caishi.market;

import java.util.List;
import java.util.Optional;
import org.caishi.market.PlateRows.HeldPlate;
import org.springframework.stereotype.Component;

@Component
public class Plates {
    private final PlateRows rows;
    private final Markets markets;

    Plates(PlateRows rows, Markets markets) {
        this.rows = rows;
        this.markets = markets;
    }

    /**
     * The holder of an active plate. One query by key, for a token that cannot exist too, so that the time of the
     * answer tells nothing.
     */
    public Optional<PlateHolder> find(String token) {
        return rows.find(PlateToken.marketOf(token), token).map(this::holder);
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
