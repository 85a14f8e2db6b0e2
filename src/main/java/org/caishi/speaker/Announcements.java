/** Takes what is to be said: written with the payment itself, delivered after it has committed. */
package org.caishi.speaker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caishi.device.Device;
import org.caishi.device.DeviceKind;
import org.caishi.device.Devices;
import org.caishi.platform.Ids;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Announcements {
    /** What is older than this is no news: the customer has left. */
    static final Duration NEWS = Duration.ofSeconds(30);

    /** Stands for the speaker where a stall has none. */
    private static final long NOBODY = 0;

    private final AnnouncementRows rows;
    private final Devices devices;
    private final Ids ids;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Announcements(AnnouncementRows rows, Devices devices, Ids ids, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.devices = devices;
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Queues announcements in the caller's transaction, each for the stall's speaker (the first registered). Where the
     * stall has none, nobody can be late: the row is written as it would end, and the vendor's phone speaks anyway. So
     * is one whose time is over already, for what is booked with a time of the past is no news.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(List<AnnouncementOrder> orders) {
        Instant now = clock.instant();
        orders.forEach(order -> rows.add(row(order, now)));
        rows.flush();
    }

    /** After the commit: wakes the deliveries of these stalls; they read the rows. */
    public void nudge(Set<StallKey> stalls) {
        events.publishEvent(new AnnouncementsQueued(stalls));
    }

    /** The sentence that is said, in Chinese. */
    public static String text(AnnouncementOrder.Event event, AnnouncementText.Wallet wallet, Money amount) {
        return switch (event) {
            case RECEIVED -> AnnouncementText.received(wallet, amount, Locale.CHINESE);
            case REFUNDED -> AnnouncementText.refunded(amount, Locale.CHINESE);
        };
    }

    private AnnouncementRows.Row row(AnnouncementOrder order, Instant now) {
        long speaker = speakerOf(order.marketId(), order.stallId());
        boolean hasVoice = speaker != NOBODY;
        Instant expiresAt = order.at().plus(NEWS);
        boolean isNews = now.isBefore(expiresAt);
        return new AnnouncementRows.Row(
                order.marketId(),
                ids.next(order.marketId()),
                order.stallId(),
                speaker,
                order.event().name(),
                order.subjectNo(),
                order.wallet().name(),
                order.amount().fen(),
                text(order.event(), order.wallet(), order.amount()),
                hasVoice && isNews ? "QUEUED" : "EXPIRED",
                order.at(),
                expiresAt,
                endedAt(order.at(), expiresAt, hasVoice, isNews));
    }

    private static @Nullable Instant endedAt(Instant at, Instant expiresAt, boolean hasVoice, boolean isNews) {
        if (!hasVoice) {
            return at;
        }
        return isNews ? null : expiresAt;
    }

    private long speakerOf(long marketId, long stallId) {
        return devices.ofStall(marketId, stallId, DeviceKind.SPEAKER).stream()
                .findFirst()
                .map(Device::deviceId)
                .orElse(NOBODY);
    }
}
