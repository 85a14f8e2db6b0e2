/** Puts together what the collecting page shows. */
package org.caishi.report.phone;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.caishi.market.Stall;
import org.caishi.payment.DayWord;
import org.caishi.report.phone.CollectView.Paid;
import org.caishi.report.phone.CollectView.Waiting;
import org.caishi.scale.LiveWeights;
import org.caishi.speaker.AnnouncementText;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Collecting {
    private static final int LAST = 5;

    /** A weighing that waits longer than this is nobody's any more; the consumer's page says the same. */
    private static final Duration WAITS = Duration.ofMinutes(15);

    private final PhoneReceipts receipts;
    private final PhoneSales sales;
    private final LiveWeights weights;
    private final DayWord words;
    private final Clock clock;

    Collecting(PhoneReceipts receipts, PhoneSales sales, LiveWeights weights, DayWord words, Clock clock) {
        this.receipts = receipts;
        this.sales = sales;
        this.weights = weights;
        this.words = words;
        this.clock = clock;
    }

    CollectView now(Stand stand, Stall stall) {
        Instant now = clock.instant();
        long marketId = stand.marketId();
        Takings takings = receipts.sum(marketId, stand.vendorId(), stand.today());
        List<Paid> last = receipts.of(marketId, stand.vendorId(), stand.today(), LAST, 0).stream()
                .map(receipt -> paid(receipt, stand, now))
                .toList();
        return new CollectView(
                words.of(marketId, stand.today()),
                takings.amount(),
                takings.payments(),
                ShownWeight.of(weights.of(marketId, stall.stallId()), now),
                waiting(stand, stall, now),
                last);
    }

    private @Nullable Waiting waiting(Stand stand, Stall stall, Instant now) {
        return sales.waiting(stand.marketId(), stall.stallId(), stand.vendorId(), now.minus(WAITS))
                .map(sale ->
                        new Waiting(sale.weighingId(), sale.total(), sales.items(stand.marketId(), sale.weighingId())))
                .orElse(null);
    }

    private static Paid paid(Receipt receipt, Stand stand, Instant now) {
        return new Paid(
                receipt,
                stand.time().minute(receipt.paidAt()),
                Math.max(0, Duration.between(receipt.paidAt(), now).toSeconds()),
                AnnouncementText.received(Wallet.ofChannel(receipt.channel()), receipt.amount(), Locale.CHINESE));
    }
}
