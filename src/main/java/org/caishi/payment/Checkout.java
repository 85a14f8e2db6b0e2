/** Opens an order for a stall and asks the channel for the money. */
package org.caishi.payment;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Channels;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.Merchants;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.Scene;
import org.caishi.channel.VendorNumber;
import org.caishi.market.PlateHolder;
import org.caishi.market.StallState;
import org.caishi.market.VendorState;
import org.caishi.platform.Admission;
import org.caishi.platform.BadInput;
import org.caishi.platform.FreeSpace;
import org.caishi.platform.GroupCommit;
import org.caishi.platform.Transactions;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

@Component
public class Checkout implements AutoCloseable {
    /** A typed amount above this is a slip of the thumb, or not for a market stall. */
    static final Money MOST = Money.ofFen(5_000_000);

    private static final int WRITERS = 2;
    private static final int BATCH = 500;

    private final PaymentOrders orders;
    private final BookingRows rows;
    private final Channels channels;
    private final Merchants merchants;
    private final NewOrders newOrders;
    private final Recheck recheck;
    private final Transactions transactions;
    private final FreeSpace space;
    private final Admission admission;
    private final Clock clock;
    private final GroupCommit<PaymentOrder, Boolean> opened;

    Checkout(
            PaymentOrders orders,
            BookingRows rows,
            Channels channels,
            Merchants merchants,
            NewOrders newOrders,
            Recheck recheck,
            Transactions transactions,
            FreeSpace space,
            Admission admission,
            Clock clock,
            MeterRegistry meters) {
        this.orders = orders;
        this.rows = rows;
        this.channels = channels;
        this.merchants = merchants;
        this.newOrders = newOrders;
        this.recheck = recheck;
        this.transactions = transactions;
        this.space = space;
        this.admission = admission;
        this.clock = clock;
        this.opened = new GroupCommit<>("order", WRITERS, BATCH, this::write, meters);
    }

    /**
     * Opens an order and charges it; the row is committed before the channel is asked, so that no charge is without one.
     *
     * @throws BadInput when the amount or the wallet cannot be used
     * @throws GroupCommit.Busy when too much waits; nothing was opened
     * @throws FreeSpace.NoRoom when the disk is nearly full: what is left is kept for money that has been paid
     */
    public OpenedOrder open(Request request) {
        space.demand();
        return admission.within(() -> openAdmitted(request));
    }

    private OpenedOrder openAdmitted(Request request) {
        Money amount = request.amount();
        if (!amount.isPositive()) {
            throw new BadInput("payment.amount.positive");
        }
        if (amount.compareTo(MOST) > 0) {
            throw new BadInput("payment.amount.most", MOST.toString());
        }
        if (request.holder().vendor().state() != VendorState.ACTIVE
                || request.holder().stall().state() != StallState.TRADING) {
            throw new BadInput("payment.stall.closed");
        }
        VendorNumber number = number(request.holder(), request.channel())
                .orElseThrow(() -> new BadInput("payment.vendor.cannot.take"));
        PaymentChannel channel = channel(request.holder(), number)
                .filter(wallet -> wallet.scenes().contains(request.scene()))
                .orElseThrow(() -> new BadInput("payment.wallet.unknown"));
        if (!channel.isAnswering()) {
            throw new BadInput("payment.wallet.silent");
        }
        if (request.weighingId() != null) {
            closeEarlier(request.holder().market().marketId(), request.weighingId());
        }
        PaymentOrder order = order(request, number);
        opened.submit(order.marketId(), order);
        return new OpenedOrder(
                order.number(), amount, order.channel(), order.merchantNo(), charge(channel, order, request));
    }

    @Override
    public void close() {
        opened.close();
    }

    private ChargeResult charge(PaymentChannel channel, PaymentOrder order, Request request) {
        ChargeResult result = channel.charge(new ChargeRequest(
                order.number().toString(),
                order.merchantNo(),
                order.scene(),
                order.amount(),
                request.holder().market().name() + " "
                        + request.holder().stall().stallNo(),
                request.payer(),
                true,
                order.expiresAt()));
        if (result instanceof ChargeResult.Declined) {
            orders.close(order.marketId(), order.orderNo());
        }
        return result;
    }

    /** A weighing is paid once: older orders for it are closed at the channel before a new one is opened. */
    void closeEarlier(long marketId, long weighingId) {
        for (PaymentOrder earlier : orders.waitingFor(marketId, weighingId)) {
            switch (recheck.closeAtChannel(earlier)) {
                case Recheck.Ended.Paid() -> throw new BadInput("payment.weighing.paid");
                case Recheck.Ended.Open()
                when earlier.scene() == Scene.CODE -> throw new BadInput("payment.code.waiting");
                case Recheck.Ended.Open(), Recheck.Ended.Closed() -> {}
            }
        }
    }

    /** The channel by which this stall's vendor would be charged now. */
    Optional<PaymentChannel> channel(PlateHolder holder, ChannelName name) {
        return number(holder, name).flatMap(number -> channel(holder, number));
    }

    private Optional<PaymentChannel> channel(PlateHolder holder, VendorNumber number) {
        return channels.charging(holder.market().marketId(), number.channel(), number.accountId());
    }

    private Optional<VendorNumber> number(PlateHolder holder, ChannelName name) {
        return merchants.number(holder.market().marketId(), holder.vendor().vendorId(), name);
    }

    private PaymentOrder order(Request request, VendorNumber number) {
        return newOrders.order(
                request.holder(),
                new NewOrders.Wanted(request.amount(), request.weighingId(), request.channel(), request.scene()),
                number.merchantNo(),
                OrderState.WAITING,
                clock.instant());
    }

    /** A number is never given twice, so a row that is there was written by this batch: only its answer was lost. */
    private List<Boolean> write(List<PaymentOrder> batch) {
        try {
            insert(batch);
        } catch (DuplicateKeyException written) {
            insert(batch.stream()
                    .filter(order ->
                            orders.find(order.marketId(), order.orderNo()).isEmpty())
                    .toList());
        }
        return batch.stream().map(order -> true).toList();
    }

    private void insert(List<PaymentOrder> batch) {
        transactions.run(() -> {
            batch.forEach(rows::addOrder);
            rows.flush();
        });
    }

    /**
     * What a consumer asks for.
     *
     * @param weighingId the weighing to pay; null when the amount was typed
     * @param payer what is known of who pays
     */
    public record Request(
            PlateHolder holder,
            Money amount,
            @Nullable Long weighingId,
            ChannelName channel,
            Scene scene,
            Payer payer) {}

    /** An open order and what the channel said. */
    public record OpenedOrder(
            OrderNumber number, Money amount, ChannelName channel, String merchantNo, ChargeResult result) {}
}
