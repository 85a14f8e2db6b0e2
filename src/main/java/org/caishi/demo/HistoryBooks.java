/** Writes the past of a market step by step; a step is a transaction together with the note that it is done. */
package org.caishi.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.demo.HistoryFloor.Place;
import org.caishi.demo.PastSale.End;
import org.caishi.payment.EarlierSale;
import org.caishi.payment.EarlierSales;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.scale.EarlierWeighing;
import org.caishi.scale.Weighing;
import org.caishi.scale.Weighings;
import org.caishi.settlement.BusinessCalendar;
import org.caishi.settlement.DayClose;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class HistoryBooks {
    /** Short enough that whoever pays meanwhile waits no longer than for a busy moment of live notices. */
    static final int BATCH = 500;

    /** Weighings of a scale and date are numbered from here on: rising, and far from where live scales begin. */
    private static final long NUMBERS_A_DAY = 10_000;

    private final HistoryRows rows;
    private final HistoryRefunds refunds;
    private final Weighings weighings;
    private final EarlierSales sales;
    private final BusinessCalendar calendar;
    private final DayClose close;
    private final Transactions transactions;
    private final Ids ids;

    HistoryBooks(
            HistoryRows rows,
            HistoryRefunds refunds,
            Weighings weighings,
            EarlierSales sales,
            BusinessCalendar calendar,
            DayClose close,
            Transactions transactions,
            Ids ids) {
        this.rows = rows;
        this.refunds = refunds;
        this.weighings = weighings;
        this.sales = sales;
        this.calendar = calendar;
        this.close = close;
        this.transactions = transactions;
        this.ids = ids;
    }

    /** Opens a new market's books so many days before today, within the transaction that sows it. */
    void open(DemoMarket plan, LocalDate today, int days) {
        LocalDate first = today.minusDays(days);
        rows.open(plan.market().marketId(), first, days);
        calendar.enterFrom(plan.market(), first);
    }

    /** Enters one batch of a day, or closes the day whose batches are all in; nothing if another writer was faster. */
    void step(HistoryProgress at, DemoMarket plan, List<PastSale> day, HistoryFloor floor) {
        int from = at.batchesDone() * BATCH;
        transactions.run(() -> {
            if (!rows.lock(at.marketId()).equals(at)) {
                return;
            }
            if (from < day.size()) {
                enter(at, day.subList(from, Math.min(day.size(), from + BATCH)), floor);
                rows.move(at.afterBatch());
            } else {
                close.closeEntered(plan.market(), at.date());
                rows.move(at.afterDay());
                if (at.afterDay().isDone()) {
                    calendar.entered(plan.market());
                }
            }
        });
    }

    /** Ends the past where it is: from now on the market's days close by themselves. */
    void giveUp(DemoMarket plan) {
        transactions.run(() -> {
            rows.move(rows.lock(plan.market().marketId()).givenUp());
            calendar.entered(plan.market());
        });
    }

    private void enter(HistoryProgress at, List<PastSale> batch, HistoryFloor floor) {
        List<EarlierWeighing> weighed = new ArrayList<>();
        List<EarlierSale> sold = new ArrayList<>();
        List<PastSale> ordered = new ArrayList<>();
        for (PastSale sale : batch) {
            Place place = floor.of(sale.stall());
            Long weighingId = null;
            if (sale.isWeighed()) {
                EarlierWeighing weighing = weighing(at, sale, place);
                weighed.add(weighing);
                weighingId = weighing.weighing().weighingId();
            }
            if (sale.end() != End.ABANDONED) {
                sold.add(sold(at, sale, place, weighingId));
                ordered.add(sale);
            }
        }
        weighings.enter(weighed);
        giveBack(ordered, sales.enter(sold));
    }

    private void giveBack(List<PastSale> ordered, List<OrderNumber> numbers) {
        List<HistoryRefunds.Given> given = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            PastSale.Refund refund = ordered.get(i).refund();
            if (refund != null) {
                given.add(new HistoryRefunds.Given(numbers.get(i), refund));
            }
        }
        refunds.give(given);
    }

    private EarlierWeighing weighing(HistoryProgress at, PastSale sale, Place place) {
        long weighingId = ids.next(at.marketId());
        boolean byItself = DemoDevices.addsUp(sale.stall());
        Weighing weighing = new Weighing(
                at.marketId(),
                weighingId,
                place.holder().stall().stallId(),
                place.holder().vendor().vendorId(),
                place.scaleId(),
                byItself ? Weighing.Source.SALE : Weighing.Source.TILE,
                sale.amount(),
                sale.isPaid() ? Weighing.State.WAITING : Weighing.State.ABANDONED,
                sale.weighedAt(),
                at.date(),
                null,
                items(sale, place));
        return new EarlierWeighing(
                weighing,
                byItself ? at.date().toEpochDay() * NUMBERS_A_DAY + sale.number() : weighingId,
                sale.isPaid() ? null : sale.weighedAt().plus(Weighings.GIVEN_UP_AFTER));
    }

    private static List<Weighing.Item> items(PastSale sale, Place place) {
        List<Weighing.Item> items = new ArrayList<>(sale.items().size());
        for (PastSale.Item item : sale.items()) {
            items.add(new Weighing.Item(
                    items.size() + 1,
                    place.goodIds().get(item.good().plu()),
                    item.good().plu(),
                    item.good().name(),
                    item.net(),
                    Weight.ZERO,
                    item.good().price(),
                    item.amount()));
        }
        return items;
    }

    private static EarlierSale sold(HistoryProgress at, PastSale sale, Place place, @Nullable Long weighingId) {
        boolean cash = sale.end() == End.CASH;
        return new EarlierSale(
                place.holder(),
                cash ? ChannelName.CASH : ChannelName.WECHAT,
                cash ? Scene.AT_STALL : Scene.JSAPI,
                cash ? "" : sale.stall().merchantNo(),
                sale.amount(),
                weighingId,
                sale.openedAt(),
                sale.isPaid() ? new EarlierSale.Paid(txn(at, sale), sale.paidAt(), sale.knownAt()) : null);
    }

    /** 28 digits, as WeChat Pay's own numbers have: market, date, number of the day. */
    static String txn(HistoryProgress at, PastSale sale) {
        return "4200%06d%s%010d".formatted(at.marketId(), at.date().toString().replace("-", ""), sale.number());
    }
}
