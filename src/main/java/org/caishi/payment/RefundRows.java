/** The rows of {@code payment_refund}, and what a refund changes of its order or of money in suspense. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.channel.ChannelName;

@Mapper
interface RefundRows {
    @Insert("""
            insert into payment_refund (market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id,
                   channel, channel_txn, merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at,
                   asks, words, next_ask_at)
            values (#{marketId}, #{refundNo}, #{requestId}, #{orderNo}, #{suspenseId}, #{stallId}, #{vendorId},
                   #{channel}, #{channelTxn}, #{merchantNo}, #{chargedFen}, #{amountFen}, #{reason}, #{state},
                   #{askedBy}, #{createdAt}, #{asks}, #{words}, #{createdAt})
            """)
    void add(Refund refund);

    @Select("""
            select market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id, channel, channel_txn,
                   merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at, asked_at, asks,
                   channel_refund, words, business_date
              from payment_refund
             where market_id = #{marketId} and refund_no = #{refundNo}
            """)
    Optional<Refund> find(@Param("marketId") long marketId, @Param("refundNo") long refundNo);

    /** Reads a refund as it is now and holds it; always after its order or suspense was locked. */
    @Select("""
            select market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id, channel, channel_txn,
                   merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at, asked_at, asks,
                   channel_refund, words, business_date
              from payment_refund
             where market_id = #{marketId} and refund_no = #{refundNo}
               for update
            """)
    Optional<Refund> lock(@Param("marketId") long marketId, @Param("refundNo") long refundNo);

    @Select("""
            select market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id, channel, channel_txn,
                   merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at, asked_at, asks,
                   channel_refund, words, business_date
              from payment_refund
             where market_id = #{marketId} and request_id = #{requestId}
            """)
    Optional<Refund> byRequest(@Param("marketId") long marketId, @Param("requestId") String requestId);

    @Select("""
            select market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id, channel, channel_txn,
                   merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at, asked_at, asks,
                   channel_refund, words, business_date
              from payment_refund
             where market_id = #{marketId} and order_no = #{orderNo}
             order by created_at, refund_no
             limit 200
            """)
    List<Refund> ofOrder(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    /** How many refunds of this money are on their way or done. */
    @Select("""
            select count(*)
              from payment_refund
             where market_id = #{marketId} and suspense_id = #{suspenseId} and state in ('ASKED', 'DONE')
            """)
    int heldOfSuspense(@Param("marketId") long marketId, @Param("suspenseId") long suspenseId);

    /** Those whose turn it is, the longest due first; who has had a turn stands behind all others. */
    @Select("""
            select market_id, refund_no, request_id, order_no, suspense_id, stall_id, vendor_id, channel, channel_txn,
                   merchant_no, charged_fen, amount_fen, reason, state, asked_by, created_at, asked_at, asks,
                   channel_refund, words, business_date
              from payment_refund
             where market_id = #{marketId} and state = 'ASKED' and next_ask_at <= #{now} and created_at < #{before}
             order by next_ask_at
             limit #{limit}
            """)
    List<Refund> silent(
            @Param("marketId") long marketId,
            @Param("now") Instant now,
            @Param("before") Instant before,
            @Param("limit") int limit);

    /** Takes its turn before the channel is asked, so that one whose asking fails does not come first again. */
    @Update("""
            update payment_refund
               set next_ask_at = #{next}
             where market_id = #{marketId} and refund_no = #{refundNo} and state = 'ASKED'
            """)
    void turn(@Param("marketId") long marketId, @Param("refundNo") long refundNo, @Param("next") Instant next);

    @Update("""
            update payment_refund
               set asked_at = #{at}, next_ask_at = #{next}, asks = asks + 1, words = #{words}
             where market_id = #{marketId} and refund_no = #{refundNo} and state = 'ASKED'
            """)
    void asked(
            @Param("marketId") long marketId,
            @Param("refundNo") long refundNo,
            @Param("at") Instant at,
            @Param("next") Instant next,
            @Param("words") String words);

    /** Only where the channel has clearly said no; a refund that is done stays done. */
    @Update("""
            update payment_refund
               set state = 'FAILED', words = #{words}
             where market_id = #{marketId} and refund_no = #{refundNo} and state = 'ASKED'
            """)
    int failed(@Param("marketId") long marketId, @Param("refundNo") long refundNo, @Param("words") String words);

    /** Only ever for a refund that this transaction has locked and found not DONE. */
    @Update("""
            update payment_refund
               set state = 'DONE', channel_refund = #{channelRefund}, done_at = #{doneAt}, booked_at = #{bookedAt},
                   business_date = #{businessDate}, words = ''
             where market_id = #{marketId} and refund_no = #{refundNo}
            """)
    void done(
            @Param("marketId") long marketId,
            @Param("refundNo") long refundNo,
            @Param("channelRefund") String channelRefund,
            @Param("doneAt") Instant doneAt,
            @Param("bookedAt") Instant bookedAt,
            @Param("businessDate") LocalDate businessDate);

    /** Only ever for an order that this transaction has locked. */
    @Update("""
            update payment_order
               set refunded_fen = #{refundedFen}, state = #{state}
             where market_id = #{marketId} and order_no = #{orderNo}
            """)
    void markOrder(
            @Param("marketId") long marketId,
            @Param("orderNo") long orderNo,
            @Param("refundedFen") long refundedFen,
            @Param("state") OrderState state);

    @Insert("""
            insert into payment_hour (market_id, business_date, stall_id, hour_of_day, channel, payments, amount_fen,
                   refunds, refund_fen)
            values (#{marketId}, #{businessDate}, #{stallId}, #{hourOfDay}, #{channel}, 0, 0, 1, #{refundFen})
            on duplicate key update refunds = refunds + 1, refund_fen = refund_fen + values(refund_fen)
            """)
    void addHour(
            @Param("marketId") long marketId,
            @Param("businessDate") LocalDate businessDate,
            @Param("stallId") long stallId,
            @Param("hourOfDay") int hourOfDay,
            @Param("channel") ChannelName channel,
            @Param("refundFen") long refundFen);
}
