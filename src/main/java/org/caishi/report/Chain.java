/** The whole story of one payment, from the scale to the loudspeaker, with what is missing left visibly empty. */
package org.caishi.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caishi.payment.OrderNumber;
import org.caishi.report.ChainRows.AnnouncementRow;
import org.caishi.report.ChainRows.ItemRow;
import org.caishi.report.ChainRows.JournalRow;
import org.caishi.report.ChainRows.LineRow;
import org.caishi.report.ChainRows.NoticeRow;
import org.caishi.report.ChainRows.OrderRow;
import org.caishi.report.ChainRows.RefundRow;
import org.caishi.report.ChainRows.ShareRow;
import org.caishi.report.ChainRows.WeighingRow;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

record Chain(
        OrderNumber number,
        OrderRow order,
        @Nullable WeighingRow weighing,
        List<ItemRow> items,
        List<NoticeRow> notices,
        @Nullable JournalRow journal,
        List<LineRow> lines,
        List<ShareRow> shares,
        List<AnnouncementRow> announcements,
        List<RefundRow> refunds,
        List<ShareRow> sharesBack) {

    /** The steps in the order in which they should happen; each delay is counted from the last step that did. */
    enum Step {
        WEIGHED,
        WEIGHING_RECEIVED,
        ORDERED,
        PAID,
        NOTICED,
        BOOKED,
        POSTED,
        ANNOUNCEMENT_WRITTEN,
        SENT,
        ACKED,
        SPOKEN
    }

    /** One step; a time is missing where the step has not happened. */
    record Moment(Step step, @Nullable Instant at, @Nullable Duration delay) {}

    public List<Moment> moments() {
        AnnouncementRow said = received();
        List<Moment> moments = new ArrayList<>();
        if (weighing != null) {
            add(moments, Step.WEIGHED, weighing.weighedAt());
            add(moments, Step.WEIGHING_RECEIVED, weighing.receivedAt());
        }
        add(moments, Step.ORDERED, order.createdAt());
        add(moments, Step.PAID, order.paidAt());
        add(moments, Step.NOTICED, notices.isEmpty() ? null : notices.getFirst().receivedAt());
        add(moments, Step.BOOKED, order.bookedAt());
        add(moments, Step.POSTED, journal == null ? null : journal.postedAt());
        if (order.inCash()) {
            return moments;
        }
        add(moments, Step.ANNOUNCEMENT_WRITTEN, said == null ? null : said.createdAt());
        add(moments, Step.SENT, said == null ? null : said.sentAt());
        add(moments, Step.ACKED, said == null ? null : said.ackedAt());
        add(moments, Step.SPOKEN, said == null || !"SPOKEN".equals(said.state()) ? null : said.endedAt());
        return moments;
    }

    private @Nullable AnnouncementRow received() {
        return announcements.stream()
                .filter(row -> "RECEIVED".equals(row.event()))
                .findFirst()
                .orElse(null);
    }

    private static void add(List<Moment> moments, Step step, @Nullable Instant at) {
        Instant before = moments.reversed().stream()
                .map(Moment::at)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
        moments.add(new Moment(step, at, at == null || before == null ? null : Duration.between(before, at)));
    }

    public Money debits() {
        return Money.ofFen(
                lines.stream().mapToLong(line -> Math.max(line.amountFen(), 0)).sum());
    }

    public Money credits() {
        return Money.ofFen(
                -lines.stream().mapToLong(line -> Math.min(line.amountFen(), 0)).sum());
    }

    public boolean balanced() {
        return debits().equals(credits());
    }

    /** What can still be given back: neither given nor on its way. */
    public Money left() {
        if (!List.of("PAID", "PART_REFUNDED").contains(order.state())) {
            return Money.ZERO;
        }
        long gone = refunds.stream()
                .filter(refund -> !refund.state().equals("FAILED"))
                .mapToLong(RefundRow::amountFen)
                .sum();
        return Money.ofFen(order.amountFen() - gone);
    }

    public Money shared() {
        return Money.ofFen(shares.stream().mapToLong(ShareRow::amountFen).sum());
    }

    public boolean sharedWhole() {
        return shared().equals(order.amount());
    }
}
