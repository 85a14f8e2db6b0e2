/** The stalls of a market. */
package org.caishi.market;

import java.util.List;
import java.util.Optional;
import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
public class Stalls {
    private final StallRows rows;

    Stalls(StallRows rows) {
        this.rows = rows;
    }

    /** All stalls of a market in walking order; at most 5,000. */
    public List<Stall> of(long marketId) {
        return rows.of(marketId);
    }

    public Optional<Stall> byNo(long marketId, String stallNo) {
        return rows.byNo(marketId, stallNo);
    }

    /**
     * One stall.
     *
     * @throws NotFound when this market has no such stall
     */
    public Stall byId(long marketId, long stallId) {
        return rows.byId(marketId, stallId).orElseThrow(() -> new NotFound("stall " + stallId));
    }

    /** Those of these that there are, in no order. */
    public List<Stall> byIds(long marketId, List<Long> stallIds) {
        return stallIds.isEmpty() ? List.of() : rows.byIds(marketId, stallIds);
    }

    /** The stall that a vendor holds; the first in walking order when he holds several. */
    public Optional<Stall> ofVendor(long marketId, long vendorId) {
        return rows.ofVendor(marketId, vendorId);
    }
}
