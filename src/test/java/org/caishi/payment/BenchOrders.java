/** Markets, stalls and orders that wait to be paid, in any number and written before a measurement starts. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.channel.PaidNotice;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.OwnProduct;
import org.caishi.testing.TestMarket;

final class BenchOrders {
    private static final int A_BATCH = 1_000;
    private static final int DEAREST_FEN = 11_000;

    private final WaitingOrders orders;
    private final Random random = new Random(1);
    private final List<PlateHolder> stalls = new ArrayList<>();

    /** Where an order without a channel's own answer goes: see {@link InstantChannel}. */
    static final ChannelName LOCAL = ChannelName.ALIPAY;

    /**
     * Two markets, so that both writers of a group commit have work, each with so many stalls; or those that the product
     * has already.
     */
    BenchOrders(OwnProduct product, int stallsEach) {
        this.orders = new WaitingOrders(
                product.part(BookingRows.class),
                product.part(SplitRules.class),
                product.part(Transactions.class),
                product.part(Ids.class));
        List<Market> known = product.part(Markets.class).all();
        known.forEach(market -> stalls.addAll(product.part(Plates.class).of(market.marketId())));
        if (known.isEmpty()) {
            open(product.part(TestMarket.class), product.part(Merchants.class), stallsEach);
        }
    }

    private void open(TestMarket markets, Merchants merchants, int stallsEach) {
        for (int count = 0; count < 2; count++) {
            Market market = markets.open(0);
            for (int stall = 1; stall <= stallsEach; stall++) {
                PlateHolder holder = markets.stall(market, "A%03d".formatted(stall));
                long vendorId = holder.vendor().vendorId();
                merchants.register(market.marketId(), vendorId, LOCAL, "local" + vendorId);
                stalls.add(holder);
            }
        }
    }

    List<PlateHolder> stalls() {
        return stalls;
    }

    /** New orders, evenly over the stalls. */
    List<PaymentOrder> waiting(int count) {
        List<PaymentOrder> made = unwritten(count);
        write(made);
        return made;
    }

    /** Orders that are in no table yet. */
    List<PaymentOrder> unwritten(int count) {
        List<PaymentOrder> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(order(stalls.get(i % stalls.size())));
        }
        return made;
    }

    /** New orders, all of one stall. */
    List<PaymentOrder> waitingAtOneStall(int count) {
        List<PaymentOrder> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(order(stalls.getFirst()));
        }
        write(made);
        return made;
    }

    private void write(List<PaymentOrder> made) {
        for (int from = 0; from < made.size(); from += A_BATCH) {
            orders.write(made.subList(from, Math.min(made.size(), from + A_BATCH)));
        }
    }

    static PaidNotice notice(PaymentOrder order) {
        Instant now = Clock.systemUTC().instant();
        return new PaidNotice(
                order.channel(),
                "42000" + order.orderNo(),
                order.number().toString(),
                order.merchantNo(),
                order.amount(),
                "CNY",
                now,
                now,
                PaidNotice.Source.NOTICE);
    }

    private PaymentOrder order(PlateHolder stall) {
        // Made in an hour, so that the recheck leaves them alone while they wait for the measurement.
        Instant at = Clock.systemUTC().instant().plus(Duration.ofHours(1));
        return orders.unwritten(stall, 100L + random.nextInt(DEAREST_FEN), at);
    }
}
