/** Has the stall's speaker ask for the sum of a new weighing, where the stall wants it: written with the weighing itself. */
package org.caishi.payment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.caishi.scale.Weighing;
import org.caishi.scale.WeighingWitness;
import org.caishi.speaker.AnnouncementOrder;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.Announcements;
import org.caishi.speaker.StallKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
class WeighingAnnouncer implements WeighingWitness {
    private static final Logger LOG = LoggerFactory.getLogger(WeighingAnnouncer.class);

    /** By a scale's own clock, which may be a little wrong; the customer of an older sale has left. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final Announcements announcements;
    private final InstantSource clock;

    WeighingAnnouncer(Announcements announcements, InstantSource clock) {
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Of several weighings of a stall, as a scale tells them that was away for a moment, the latest is asked for. */
    @Override
    public void written(List<Weighing> fresh) {
        Instant now = clock.instant();
        List<AnnouncementOrder> orders = fresh.stream()
                .filter(weighing -> weighing.state() == Weighing.State.WAITING)
                .filter(weighing -> weighing.total().isPositive())
                .filter(weighing -> weighing.weighedAt().isAfter(now.minus(JUST_NOW)))
                .filter(weighing -> announcements.asksForSums(stallOf(weighing)))
                .collect(Collectors.toMap(
                        WeighingAnnouncer::stallOf,
                        weighing -> weighing,
                        BinaryOperator.maxBy(Comparator.comparing(Weighing::weighedAt))))
                .values()
                .stream()
                .sorted(Comparator.comparingLong(Weighing::weighingId))
                .map(weighing -> order(weighing, now))
                .toList();
        if (!orders.isEmpty()) {
            announcements.write(orders);
            nudgeAfterCommit(orders.stream()
                    .map(order -> new StallKey(order.marketId(), order.stallId()))
                    .collect(Collectors.toSet()));
        }
    }

    private static StallKey stallOf(Weighing weighing) {
        return new StallKey(weighing.marketId(), weighing.stallId());
    }

    private static AnnouncementOrder order(Weighing weighing, Instant now) {
        return new AnnouncementOrder(
                weighing.marketId(),
                weighing.stallId(),
                AnnouncementOrder.Event.ORDER_WAITING,
                weighing.weighingId(),
                Wallet.OTHER,
                weighing.total(),
                now);
    }

    /** On a thread of its own: the committing one still holds the transaction's connection, which is over. */
    private void nudgeAfterCommit(Set<StallKey> stalls) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("weighing-nudge").start(() -> nudge(stalls));
            }
        });
    }

    private void nudge(Set<StallKey> stalls) {
        try {
            announcements.nudge(stalls);
        } catch (RuntimeException failure) {
            LOG.warn("{} stalls' speakers were not told of a weighing at once", stalls.size(), failure);
        }
    }
}
