/** Puts together what the collecting page shows. */
package org.caishi.report.phone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.caishi.market.Stall;
import org.caishi.payment.DayWord;
import org.caishi.report.phone.CollectView.Paid;
import org.caishi.report.phone.CollectView.Waiting;
import org.caishi.report.phone.PhoneReceipts.WalletSum;
import org.caishi.scale.LiveWeights;
import org.caishi.scale.VoidedWeighings;
import org.caishi.scale.Weighings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Collecting {
    private static final int LAST = 5;

    private final PhoneReceipts receipts;
    private final PhoneWeighings taken;
    private final Weighings weighings;
    private final LiveWeights weights;
    private final DayWord words;
    private final Clock clock;

    Collecting(
            PhoneReceipts receipts,
            PhoneWeighings taken,
            Weighings weighings,
            LiveWeights weights,
            DayWord words,
            Clock clock) {
        this.receipts = receipts;
        this.taken = taken;
        this.weighings = weighings;
        this.weights = weights;
        this.words = words;
        this.clock = clock;
    }

    /** @param by who looks, by sign-in name */
    CollectView now(Stand stand, Stall stall, String by) {
        Instant now = clock.instant();
        long marketId = stand.marketId();
        List<WalletSum> wallets = receipts.byWallet(marketId, stand.vendorId(), stand.today());
        Takings takings = WalletSum.all(wallets);
        List<Paid> last = receipts.of(marketId, stand.vendorId(), stand.today(), LAST, 0).stream()
                .map(receipt -> paid(receipt, stand, now))
                .toList();
        return new CollectView(
                words.of(marketId, stall.stallId(), stand.today()),
                takings.amount(),
                takings.payments(),
                WalletSum.cash(wallets),
                ShownWeight.of(weights.of(marketId, stall.stallId())),
                waiting(stand, stall),
                undo(stand, stall, by, now),
                UUID.randomUUID().toString(),
                last);
    }

    private @Nullable Waiting waiting(Stand stand, Stall stall) {
        return weighings
                .waiting(stand.marketId(), stall.stallId())
                .filter(weighing -> weighing.vendorId() == stand.vendorId())
                .map(weighing -> new Waiting(weighing.weighingId(), weighing.total(), weighing.items()))
                .orElse(null);
    }

    private PhoneWeighings.@Nullable Undo undo(Stand stand, Stall stall, String by, Instant now) {
        return taken.undo(
                        stand.marketId(),
                        stall.stallId(),
                        stand.vendorId(),
                        by,
                        now.minus(Weighings.GIVEN_UP_AFTER),
                        now.minus(VoidedWeighings.UNDONE_WITHIN))
                .orElse(null);
    }

    private static Paid paid(Receipt receipt, Stand stand, Instant now) {
        return new Paid(
                receipt,
                stand.time().minute(receipt.paidAt()),
                Math.max(0, Duration.between(receipt.paidAt(), now).toSeconds()));
    }
}
