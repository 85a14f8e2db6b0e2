/** Where the vendor who looks stands: the market with its day, the stall, and the name over it. */
package org.caishi.report.phone;

import java.time.Instant;
import java.time.LocalDate;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.market.Vendor;
import org.jspecify.annotations.Nullable;

/**
 * @param stall null while the vendor holds no stall: the past can still be read
 */
record Stand(Market market, Vendor vendor, @Nullable Stall stall, LocalDate today, PhoneTime time) {
    static Stand of(Market market, Vendor vendor, @Nullable Stall stall, Instant now) {
        return new Stand(market, vendor, stall, market.day().dateOf(now), new PhoneTime(market.timeZone()));
    }

    public long marketId() {
        return market.marketId();
    }

    public long vendorId() {
        return vendor.vendorId();
    }
}
