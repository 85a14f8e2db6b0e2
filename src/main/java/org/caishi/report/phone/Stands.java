/** Finds where a vendor stands; everything a vendor's phone shows is asked for by what this returns, never by the page. */
package org.caishi.report.phone;

import java.time.Clock;
import org.caishi.identity.Person;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.market.Vendors;
import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
class Stands {
    private final Markets markets;
    private final Vendors vendors;
    private final Stalls stalls;
    private final Clock clock;

    Stands(Markets markets, Vendors vendors, Stalls stalls, Clock clock) {
        this.markets = markets;
        this.vendors = vendors;
        this.stalls = stalls;
        this.clock = clock;
    }

    Stand of(Person person) {
        Long marketId = person.marketId();
        Long vendorId = person.vendorId();
        if (marketId == null || vendorId == null) {
            throw new NotFound("a stand of user " + person.userId());
        }
        Stall stall = stalls.ofVendor(marketId, vendorId).orElse(null);
        return Stand.of(markets.byId(marketId), vendors.byId(marketId, vendorId), stall, clock.instant());
    }
}
