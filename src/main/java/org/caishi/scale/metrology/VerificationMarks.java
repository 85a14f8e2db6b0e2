/** Marks the weighings of scales past their verification, as the register stands when they are stored. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.caishi.scale.Weighing;
import org.caishi.scale.WeighingWitness;
import org.springframework.stereotype.Component;

@Component
class VerificationMarks implements WeighingWitness {
    private final ScaleRegister register;
    private final MarkRows rows;

    VerificationMarks(ScaleRegister register, MarkRows rows) {
        this.register = register;
        this.rows = rows;
    }

    @Override
    public void written(List<Weighing> fresh) {
        boolean any = false;
        for (Weighing weighing : fresh) {
            if (weighing.deviceId() != 0) {
                any |= markedIfUnverified(weighing);
            }
        }
        if (any) {
            rows.flush();
        }
    }

    private boolean markedIfUnverified(Weighing weighing) {
        Optional<LocalDate> until = register.validUntil(weighing.marketId(), weighing.deviceId());
        boolean holds =
                until.filter(day -> !weighing.businessDate().isAfter(day)).isPresent();
        if (!holds) {
            rows.mark(weighing, until.orElse(null));
        }
        return !holds;
    }
}
