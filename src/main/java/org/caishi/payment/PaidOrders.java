/** Writes all that follows from orders being paid: state, journal, shares, weighing, announcement, the hour's total. */
package org.caishi.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.ledger.Journal;
import org.caishi.ledger.Ledger;
import org.caishi.market.Markets;
import org.caishi.payment.BookingRows.HourRow;
import org.caishi.scale.PaidWeighing;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.settlement.Share;
import org.caishi.settlement.Shares;
import org.caishi.settlement.Split;
import org.caishi.settlement.SplitRules;
import org.caishi.speaker.AnnouncementOrder;
import org.caishi.speaker.AnnouncementText.Wallet;
import org.caishi.speaker.Announcements;
import org.springframework.stereotype.Component;

@Component
class PaidOrders {
    private final BookingRows rows;
    private final Ledger ledger;
    private final SplitRules rules;
    private final Shares shares;
    private final Weighings weighings;
    private final Announcements announcements;
    private final Markets markets;

    PaidOrders(
            BookingRows rows,
            Ledger ledger,
            SplitRules rules,
            Shares shares,
            Weighings weighings,
            Announcements announcements,
            Markets markets) {
        this.rows = rows;
        this.ledger = ledger;
        this.rules = rules;
        this.shares = shares;
        this.weighings = weighings;
        this.announcements = announcements;
        this.markets = markets;
    }

    /** Within the booking's transaction; the orders are locked and were WAITING. */
    void write(List<JustPaid> paid) {
        if (paid.isEmpty()) {
            return;
        }
        paid.forEach(just -> rows.markPaid(just.order(), just.bookedAt()));
        rows.flush();
        post(paid);
        announcements.write(paid.stream()
                .filter(just -> !just.inCash())
                .map(PaidOrders::announcement)
                .toList());
        markWeighings(paid);
        addHours(paid.stream().map(JustPaid::order).toList());
    }

    private static AnnouncementOrder announcement(JustPaid just) {
        PaymentOrder order = just.order();
        return new AnnouncementOrder(
                order.marketId(),
                order.stallId(),
                AnnouncementOrder.Event.RECEIVED,
                order.orderNo(),
                Wallet.ofChannel(order.channel().name()),
                order.amount(),
                just.bookedAt());
    }

    private void post(List<JustPaid> paid) {
        List<Journal> journals = new ArrayList<>(paid.size());
        List<Share> parts = new ArrayList<>(paid.size() * 3);
        for (JustPaid just : paid) {
            PaymentOrder order = just.order();
            if (just.inCash()) {
                journals.add(cashJournal(just));
                continue;
            }
            Split split = Split.of(order.amount(), rules.byId(order.marketId(), order.ruleId()));
            journals.add(journal(just, split));
            parts.addAll(Shares.of(
                    split, order.marketId(), order.orderNo(), order.stallId(), order.vendorId(), just.businessDate()));
        }
        ledger.post(journals);
        shares.write(parts);
    }

    static Journal journal(JustPaid just, Split split) {
        PaymentOrder order = just.order();
        return new Journal(
                order.marketId(),
                "pay:" + order.orderNo(),
                "PAYMENT",
                just.businessDate(),
                just.bookedAt(),
                new Journal.Lines()
                        .debit(Account.of(AccountKind.CHANNEL_RECEIVABLE), order.amount())
                        .debit(Account.of(AccountKind.FEE_SUBSIDY), split.subsidy())
                        .credit(Account.vendor(order.vendorId()), split.vendor())
                        .credit(Account.of(AccountKind.MARKET_COMMISSION), split.commission())
                        .credit(Account.of(AccountKind.CHANNEL_FEE), split.channelFee())
                        .done());
    }

    /** Two accounts of its own, so that no sum of what is owed or settled ever holds cash. */
    private static Journal cashJournal(JustPaid just) {
        PaymentOrder order = just.order();
        return new Journal(
                order.marketId(),
                "cash:" + order.orderNo(),
                "CASH",
                just.businessDate(),
                just.bookedAt(),
                new Journal.Lines()
                        .debit(new Account(AccountKind.CASH_WITH_VENDOR, order.vendorId()), order.amount())
                        .credit(new Account(AccountKind.CASH_SALES, order.vendorId()), order.amount())
                        .done());
    }

    private void markWeighings(List<JustPaid> paid) {
        Map<Long, List<PaidWeighing>> byMarket = new TreeMap<>();
        for (JustPaid just : paid) {
            PaymentOrder order = just.order();
            if (order.weighingId() != null) {
                byMarket.computeIfAbsent(order.marketId(), id -> new ArrayList<>())
                        .add(new PaidWeighing(
                                order.weighingId(),
                                order.orderNo(),
                                just.inCash() ? Weighing.State.CASH : Weighing.State.PAID,
                                just.bookedAt()));
            }
        }
        byMarket.forEach(weighings::paid);
    }

    /** One upsert a stall, hour and channel, in key order, so that two batches never wait for each other in a circle. */
    private void addHours(List<PaymentOrder> paid) {
        paid.stream()
                .map(this::hour)
                .collect(Collectors.groupingBy(hour -> new HourRow(
                        hour.marketId(), hour.businessDate(), hour.stallId(), hour.hourOfDay(), hour.channel(), 0, 0)))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(HourRow::marketId)
                        .thenComparing(HourRow::businessDate)
                        .thenComparing(HourRow::stallId)
                        .thenComparing(HourRow::hourOfDay)
                        .thenComparing(HourRow::channel)))
                .map(entry -> new HourRow(
                        entry.getKey().marketId(),
                        entry.getKey().businessDate(),
                        entry.getKey().stallId(),
                        entry.getKey().hourOfDay(),
                        entry.getKey().channel(),
                        entry.getValue().size(),
                        entry.getValue().stream().mapToLong(HourRow::amountFen).sum()))
                .forEach(rows::addHour);
        rows.flush();
    }

    private HourRow hour(PaymentOrder order) {
        int hour = markets.byId(order.marketId()).day().hourOf(paidAt(order));
        return new HourRow(
                order.marketId(),
                Objects.requireNonNull(order.businessDate()),
                order.stallId(),
                hour,
                order.channel(),
                1,
                order.amountFen());
    }

    private static Instant paidAt(PaymentOrder order) {
        return Objects.requireNonNull(order.paidAt());
    }
}
