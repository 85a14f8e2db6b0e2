/** What payment writes in bulk: new orders, and everything of its own that a booking changes. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.channel.ChannelName;
import org.caishi.platform.BulkMapper;
import org.jspecify.annotations.Nullable;

@BulkMapper
interface BookingRows {
    @Insert("""
            insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene,
                   merchant_no, amount_fen, rule_id, state, created_at, expires_at, asks, refunded_fen)
            values (#{marketId}, #{orderNo}, #{stallId}, #{vendorId}, #{plateId}, #{weighingId}, #{channel}, #{scene},
                   #{merchantNo}, #{amountFen}, #{ruleId}, #{state}, #{createdAt}, #{expiresAt}, #{asks},
                   #{refundedFen})
            """)
    void addOrder(PaymentOrder order);

    /**
     * Only ever for an order that this transaction has locked and found WAITING, so nothing is ever inserted: an upsert,
     * for 500 of them are one statement to the server where 500 updates are 500.
     */
    @Insert("""
            insert into payment_order (market_id, order_no, stall_id, vendor_id, plate_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asks, channel_txn, paid_at, booked_at,
                   business_date, refunded_fen)
            values (#{order.marketId}, #{order.orderNo}, #{order.stallId}, #{order.vendorId}, #{order.plateId},
                   #{order.channel}, #{order.scene}, #{order.merchantNo}, #{order.amountFen}, #{order.ruleId}, 'PAID',
                   #{order.createdAt}, #{order.expiresAt}, 0, #{order.channelTxn}, #{order.paidAt}, #{bookedAt},
                   #{order.businessDate}, 0)
            on duplicate key update state = values(state), channel_txn = values(channel_txn), paid_at = values(paid_at),
                   booked_at = values(booked_at), business_date = values(business_date)
            """)
    void markPaid(@Param("order") PaymentOrder order, @Param("bookedAt") Instant bookedAt);

    @Insert("""
            insert into payment_notice (market_id, notice_id, channel, channel_txn, order_no, source, amount_fen,
                   received_at, outcome)
            values (#{marketId}, #{noticeId}, #{channel}, #{channelTxn}, #{orderNo}, #{source}, #{amountFen},
                   #{receivedAt}, #{outcome})
            """)
    void addNotice(NoticeRow notice);

    @Insert("""
            insert into payment_suspense (market_id, suspense_id, channel, channel_txn, order_text, merchant_no,
                   amount_fen, reason, state, booked_at, business_date)
            values (#{marketId}, #{suspenseId}, #{channel}, #{channelTxn}, #{orderText}, #{merchantNo}, #{amountFen},
                   #{reason}, 'OWED_BACK', #{bookedAt}, #{businessDate})
            """)
    void addSuspense(SuspenseRow suspense);

    @Insert("""
            insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen)
            values (#{marketId}, #{businessDate}, #{stallId}, #{hourOfDay}, #{channel}, #{payments}, #{amountFen})
            on duplicate key update payments = payments + values(payments), amount_fen = amount_fen + values(amount_fen)
            """)
    void addHour(HourRow hour);

    @Flush
    List<BatchResult> flush();

    record NoticeRow(
            long marketId,
            long noticeId,
            ChannelName channel,
            String channelTxn,
            @Nullable Long orderNo,
            String source,
            long amountFen,
            Instant receivedAt,
            String outcome) {}

    record SuspenseRow(
            long marketId,
            long suspenseId,
            ChannelName channel,
            String channelTxn,
            String orderText,
            String merchantNo,
            long amountFen,
            String reason,
            Instant bookedAt,
            LocalDate businessDate) {}

    record HourRow(
            long marketId,
            LocalDate businessDate,
            long stallId,
            int hourOfDay,
            ChannelName channel,
            int payments,
            long amountFen) {}
}
