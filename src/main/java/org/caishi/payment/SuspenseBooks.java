/** Writes money that no order can take: a row that says why, and a journal that owes it back. */
package org.caishi.payment;

import java.util.List;
import org.caishi.channel.PaidNotice;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.ledger.Journal;
import org.caishi.ledger.Ledger;
import org.caishi.payment.Booking.OwedBack;
import org.caishi.payment.BookingRows.SuspenseRow;
import org.caishi.platform.Ids;
import org.springframework.stereotype.Component;

@Component
class SuspenseBooks {
    private final BookingRows rows;
    private final Ledger ledger;
    private final Ids ids;

    SuspenseBooks(BookingRows rows, Ledger ledger, Ids ids) {
        this.rows = rows;
        this.ledger = ledger;
        this.ids = ids;
    }

    /** Within the booking's transaction; the unique key on the channel's number refuses what two nodes try at once. */
    void write(List<OwedBack> owing) {
        if (owing.isEmpty()) {
            return;
        }
        owing.forEach(owed -> rows.addSuspense(row(owed)));
        rows.flush();
        ledger.post(owing.stream()
                .filter(owed -> owed.incoming().notice().amount().isPositive())
                .map(SuspenseBooks::journal)
                .toList());
    }

    private SuspenseRow row(OwedBack owed) {
        PaidNotice notice = owed.incoming().notice();
        long marketId = owed.incoming().marketId();
        String order = notice.orderNo();
        return new SuspenseRow(
                marketId,
                ids.next(marketId),
                notice.channel(),
                notice.channelTxn(),
                order.substring(0, Math.min(order.length(), 64)),
                notice.merchantNo(),
                notice.amount().fen(),
                owed.reason().name(),
                owed.bookedAt(),
                owed.businessDate());
    }

    private static Journal journal(OwedBack owed) {
        PaidNotice notice = owed.incoming().notice();
        return new Journal(
                owed.incoming().marketId(),
                "suspense:" + notice.channel() + ":" + notice.channelTxn(),
                "SUSPENSE",
                owed.businessDate(),
                owed.bookedAt(),
                new Journal.Lines()
                        .debit(Account.of(AccountKind.CHANNEL_RECEIVABLE), notice.amount())
                        .credit(Account.of(AccountKind.SUSPENSE), notice.amount())
                        .done());
    }
}
