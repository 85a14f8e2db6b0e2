/** Says which markets a person may see; another market's things do not exist for them. */
package org.caishi.identity;

import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
public class Scope {
    /**
     * Lets the person pass, or answers as if there were no such market.
     *
     * @throws NotFound when the market is not theirs
     */
    public void require(Person person, long marketId) {
        if (person.role() != Role.OPERATOR && (person.marketId() == null || person.marketId() != marketId)) {
            throw new NotFound("market " + marketId);
        }
    }
}
