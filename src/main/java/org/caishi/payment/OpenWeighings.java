/** Says of a weighing whether its customer is still asked to pay: what was paid, given up or taken back is not announced. */
package org.caishi.payment;

import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.speaker.OpenSums;
import org.springframework.stereotype.Component;

@Component
class OpenWeighings implements OpenSums {
    private final Weighings weighings;

    OpenWeighings(Weighings weighings) {
        this.weighings = weighings;
    }

    @Override
    public boolean isOpen(long marketId, long weighingId) {
        return weighings
                .byId(marketId, weighingId)
                .filter(weighing -> weighing.state() == Weighing.State.WAITING)
                .isPresent();
    }
}
