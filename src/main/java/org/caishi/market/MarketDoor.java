/** Lets a person in to one market's pages, or answers as if that market did not exist. */
package org.caishi.market;

import org.caishi.identity.Person;
import org.caishi.identity.Scope;
import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
public class MarketDoor {
    private final Markets markets;
    private final Scope scope;

    MarketDoor(Markets markets, Scope scope) {
        this.markets = markets;
        this.scope = scope;
    }

    /**
     * The market of an address.
     *
     * @throws NotFound when there is none, and just so when it is not this person's
     */
    public Market enter(Person person, String marketCode) {
        Market market = markets.byCode(marketCode).orElseThrow(() -> new NotFound("market " + marketCode));
        scope.require(person, market.marketId());
        return market;
    }
}
