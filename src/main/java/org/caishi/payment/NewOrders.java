/** Makes the row of a new order: whose it is, for which sub-merchant, under which split rule, until when. */
package org.caishi.payment;

import java.time.Duration;
import java.time.Instant;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.market.PlateHolder;
import org.caishi.platform.Ids;
import org.caishi.settlement.SplitRule;
import org.caishi.settlement.SplitRules;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class NewOrders {
    private static final Duration EXPIRES_AFTER = Duration.ofMinutes(15);
    /** A payer with a password to type stands at the stall; the channels' manuals say to give up then. */
    private static final Duration CODE_EXPIRES_AFTER = Duration.ofSeconds(45);

    private final SplitRules rules;
    private final Ids ids;

    NewOrders(SplitRules rules, Ids ids) {
        this.rules = rules;
        this.ids = ids;
    }

    /**
     * A row that is not written yet.
     *
     * @param merchantNo the channel's sub-merchant; empty for cash
     */
    PaymentOrder order(PlateHolder holder, Wanted wanted, String merchantNo, OrderState state, Instant at) {
        long marketId = holder.market().marketId();
        long vendorId = holder.vendor().vendorId();
        SplitRule rule = rules.inForce(
                marketId,
                holder.market().day().dateOf(at),
                holder.stall().zoneId(),
                holder.vendor().category(),
                vendorId);
        return new PaymentOrder(
                marketId,
                ids.next(marketId),
                holder.stall().stallId(),
                vendorId,
                holder.plate().plateId(),
                wanted.weighingId(),
                wanted.channel(),
                wanted.scene(),
                merchantNo,
                wanted.amount().fen(),
                rule.ruleId(),
                state,
                at,
                at.plus(wanted.scene() == Scene.CODE ? CODE_EXPIRES_AFTER : EXPIRES_AFTER),
                null,
                0,
                null,
                null,
                null,
                0);
    }

    /** What is to be paid, and how. */
    record Wanted(Money amount, @Nullable Long weighingId, ChannelName channel, Scene scene) {}
}
