/** Draws one past business day of a market from the seed: the same market and date give the same customers, always. */
package org.caishi.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.caishi.demo.PastSale.End;
import org.caishi.demo.PastSale.Item;
import org.caishi.demo.PastSale.Refund;
import org.caishi.market.Market;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

final class PastDay {
    /** Named, for the default may be another one in another Java. */
    private static final String ALGORITHM = "L64X128MixRandom";

    private static final int WEIGHED_PERCENT = 64;
    private static final int ABANDONED_PERCENT = 3;
    private static final int CLOSED_PERCENT = 1;
    private static final int CASH_PERCENT = 6;
    private static final int RESTING_PERCENT = 3;
    private static final int REFUNDED_PER_THOUSAND = 4;
    private static final int NOISE_PERCENT = 8;
    private static final int MOST_ITEMS = 3;
    private static final int HOUR_MILLIS = 3_600_000;

    private final DemoMarket plan;
    private final LocalDate date;
    private final TradingHours hours;
    private final RandomGenerator random;

    private PastDay(DemoMarket plan, LocalDate date) {
        this.plan = plan;
        this.date = date;
        this.hours = TradingHours.of(plan.market().kind());
        this.random = random(plan.market().marketId() * 1_000_003 + date.toEpochDay());
    }

    /** The day's customers in the order in which they paid, or would have. */
    static List<PastSale> of(DemoMarket plan, LocalDate date) {
        return new PastDay(plan, date).draw();
    }

    private List<PastSale> draw() {
        List<DemoStall> shelf = shelf();
        int percent = hours.percentOn(date.getDayOfWeek()) - NOISE_PERCENT + random.nextInt(2 * NOISE_PERCENT + 1);
        int customers = (int) plan.stalls().count() * hours.salesAStall() * percent / 100;
        List<PastSale> sales = new ArrayList<>(customers);
        for (int i = 0; i < customers; i++) {
            sales.add(sale(shelf.get(random.nextInt(shelf.size()))));
        }
        sales.sort(Comparator.comparing(PastSale::knownAt)
                .thenComparing(sale -> sale.stall().stallNo()));
        List<PastSale> numbered = new ArrayList<>(customers);
        sales.forEach(sale -> numbered.add(numbered(sale, numbered.size() + 1)));
        return numbered;
    }

    /** Each stall as often as it is liked, which it is every day alike; one that rests today not at all. */
    private List<DemoStall> shelf() {
        RandomGenerator liking = random(plan.market().marketId());
        List<DemoStall> shelf = new ArrayList<>();
        plan.stalls().forEach(stall -> {
            int liked = 4 + liking.nextInt(13);
            boolean rests = random.nextInt(100) < RESTING_PERCENT;
            for (int i = 0; i < liked && !rests; i++) {
                shelf.add(stall);
            }
        });
        return shelf.isEmpty() ? plan.stalls().toList() : shelf;
    }

    private PastSale sale(DemoStall stall) {
        boolean weighed = !stall.goods().isEmpty() && random.nextInt(100) < WEIGHED_PERCENT;
        List<Item> items =
                weighed ? PastBasket.weigh(random, stall, DemoDevices.addsUp(stall) ? MOST_ITEMS : 1) : List.of();
        Money amount =
                weighed ? items.stream().map(Item::amount).reduce(Money.ZERO, Money::plus) : PastBasket.typed(random);
        End end = end(weighed);
        Instant weighedAt = begins();
        Instant openedAt = weighedAt.plusMillis(weighed ? 4_000 + random.nextInt(40_000) : 0);
        Instant paidAt = openedAt.plusMillis(3_000 + random.nextInt(20_000));
        Instant knownAt = paidAt.plusMillis(120 + random.nextInt(900));
        if (end == End.CASH) {
            paidAt = openedAt;
            knownAt = openedAt;
        }
        return new PastSale(
                0, stall, items, amount, end, weighedAt, openedAt, paidAt, knownAt, refund(end, amount, paidAt));
    }

    private End end(boolean weighed) {
        int draw = random.nextInt(100);
        if (draw < CLOSED_PERCENT) {
            return End.CLOSED;
        }
        if (weighed && draw < CLOSED_PERCENT + ABANDONED_PERCENT) {
            return End.ABANDONED;
        }
        return draw >= 100 - CASH_PERCENT ? End.CASH : End.PAID;
    }

    /** Within a quarter of an hour of the payment; half of them the whole sum. */
    private @Nullable Refund refund(End end, Money amount, Instant paidAt) {
        boolean given = random.nextInt(1_000) < REFUNDED_PER_THOUSAND;
        boolean whole = random.nextBoolean();
        Instant at = paidAt.plusMillis(60_000 + random.nextInt(HOUR_MILLIS / 4));
        Money part = Money.ofFen(whole ? amount.fen() : Math.max(1, amount.fen() / 3));
        return given && end == End.PAID ? new Refund(part, at) : null;
    }

    /** An hour before the day's cut belongs to the next date of the calendar on the wall. */
    private Instant begins() {
        Market market = plan.market();
        int hour = hours.hour(random);
        LocalDate wall = hour < market.dayCutHour() ? date.plusDays(1) : date;
        return wall.atTime(hour, 0).atZone(market.timeZone()).toInstant().plusMillis(random.nextInt(HOUR_MILLIS));
    }

    private static PastSale numbered(PastSale sale, int number) {
        return new PastSale(
                number,
                sale.stall(),
                sale.items(),
                sale.amount(),
                sale.end(),
                sale.weighedAt(),
                sale.openedAt(),
                sale.paidAt(),
                sale.knownAt(),
                sale.refund());
    }

    private static RandomGenerator random(long what) {
        return RandomGeneratorFactory.of(ALGORITHM).create(DemoDrawing.SEED * 31 + what);
    }
}
