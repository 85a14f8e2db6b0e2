/** Finds the stall of the vendor who is signed in: what a vendor's page changes is never named by the page. */
package org.caishi.speaker;

import org.caishi.identity.Person;
import org.caishi.market.Stalls;
import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
class VendorsStall {
    private final Stalls stalls;

    VendorsStall(Stalls stalls) {
        this.stalls = stalls;
    }

    /** @throws NotFound for who holds no stall */
    StallKey of(Person person) {
        Long marketId = person.marketId();
        Long vendorId = person.vendorId();
        if (marketId == null || vendorId == null) {
            throw new NotFound("a stall of user " + person.userId());
        }
        return stalls.ofVendor(marketId, vendorId)
                .map(stall -> new StallKey(marketId, stall.stallId()))
                .orElseThrow(() -> new NotFound("a stall of vendor " + vendorId));
    }
}
