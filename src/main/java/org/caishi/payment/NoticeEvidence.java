/** Sees to it that what a channel sends is kept as it came, under the order that it names. */
package org.caishi.payment;

import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.MerchantOf;
import org.caishi.channel.Merchants;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RawNotices;
import org.caishi.market.Markets;
import org.springframework.stereotype.Component;

@Component
class NoticeEvidence {
    private final RawNotices raw;
    private final Markets markets;
    private final Merchants merchants;

    NoticeEvidence(RawNotices raw, Markets markets, Merchants merchants) {
        this.raw = raw;
        this.markets = markets;
        this.merchants = merchants;
    }

    /** Where a notice came in. */
    record Door(ChannelName channel, long accountId, String sender) {}

    /** Begins to keep it, beside its booking. */
    RawNotices.Kept keep(Door door, RawNotice notice, NoticeReading reading) {
        return raw.keep(
                switch (reading) {
                    case NoticeReading.Paid(var paid) -> place(door, paid.orderNo(), paid.merchantNo());
                    case NoticeReading.Refunded(var refund) -> place(door, refund.orderNo(), refund.merchantNo());
                    case NoticeReading.Other other -> nowhere(door);
                    case NoticeReading.Refused refused -> nowhere(door);
                },
                notice,
                reading);
    }

    /** As the booking finds its market: by our number, else by the sub-merchant. */
    private RawNotices.Place place(Door door, String orderText, String merchantNo) {
        Optional<OrderNumber> number =
                OrderNumber.parse(orderText).filter(printed -> markets.exists(printed.marketId()));
        long marketId = number.map(OrderNumber::marketId)
                .or(() -> merchants.find(door.channel(), merchantNo).map(MerchantOf::marketId))
                .orElse(0L);
        return new RawNotices.Place(
                marketId,
                number.map(OrderNumber::orderNo).orElse(null),
                door.channel(),
                door.accountId(),
                door.sender());
    }

    private static RawNotices.Place nowhere(Door door) {
        return new RawNotices.Place(0, null, door.channel(), door.accountId(), door.sender());
    }
}
