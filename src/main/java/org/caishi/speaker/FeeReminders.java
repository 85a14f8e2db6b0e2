/** Reminds a stall of a fee: its speaker says it, its vendor's phone shows it; a bill it is not, and moves no money. */
package org.caishi.speaker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.FeeReminderRows.Reminder;
import org.caishi.speaker.FeeReminderRows.Told;
import org.caishi.units.Money;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
public class FeeReminders {
    /** ¥1,000,000: a year's rent of the largest stall is less. */
    static final Money MOST = Money.ofFen(100_000_000);

    private static final int LISTED = 100;

    /** On a phone; what nobody has put away for so long is not news. */
    private static final int SHOWN = 5;

    private static final Duration SHOWN_FOR = Duration.ofDays(30);

    private final FeeReminderRows rows;
    private final Announcements announcements;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Ids ids;
    private final InstantSource clock;

    FeeReminders(
            FeeReminderRows rows,
            Announcements announcements,
            AuditTrail audit,
            Transactions transactions,
            Ids ids,
            InstantSource clock) {
        this.rows = rows;
        this.announcements = announcements;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Reminds whoever holds the stall now; in quiet hours only on the phone.
     *
     * @throws BadInput when nobody holds it, the amount is none, or it was reminded of such a fee today
     */
    void remind(Person who, Market market, Stall stall, FeeKind kind, Money amount) {
        Long vendorId = stall.vendorId();
        if (vendorId == null) {
            throw new BadInput("speaker.fee.nobody", stall.stallNo());
        }
        if (!amount.isPositive() || amount.compareTo(MOST) > 0) {
            throw new BadInput("speaker.fee.amount.bounds", MOST.toString());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Reminder reminder = new Reminder(
                market.marketId(),
                ids.next(market.marketId()),
                stall.stallId(),
                vendorId,
                kind,
                amount,
                market.day().dateOf(now),
                who.displayName(),
                now);
        try {
            transactions.run(() -> write(who, stall, reminder));
        } catch (DuplicateKeyException remindedToday) {
            throw new BadInput("speaker.fee.again", stall.stallNo());
        }
        announcements.nudge(Set.of(new StallKey(stall.marketId(), stall.stallId())));
    }

    private void write(Person who, Stall stall, Reminder reminder) {
        rows.add(reminder);
        announcements.remind(
                new AnnouncementOrder(
                        reminder.marketId(),
                        reminder.stallId(),
                        AnnouncementOrder.Event.FEE_DUE,
                        reminder.reminderId(),
                        Wallet.OTHER,
                        reminder.amount(),
                        reminder.at()),
                reminder.kind());
        audit.record(
                reminder.marketId(),
                who,
                "fee.remind",
                "stall " + stall.stallNo(),
                reminder.kind() + " " + reminder.amount());
    }

    List<Told> latest(Market market) {
        return rows.latest(market.marketId(), LISTED);
    }

    /** What a vendor was reminded of and has not put away, the latest first. */
    public List<FeeNotice> unseen(long marketId, long vendorId) {
        return rows.unseen(marketId, vendorId, clock.instant().minus(SHOWN_FOR), SHOWN);
    }

    /** The vendor puts it away; another's stays. */
    void seen(long marketId, long vendorId, long reminderId) {
        rows.seen(marketId, vendorId, reminderId, clock.instant());
    }
}
