/** The rows of {@code payment_suspense}: money that belongs to no order yet. */
package org.caishi.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.channel.ChannelName;
import org.jspecify.annotations.Nullable;

@Mapper
interface SuspenseRows {
    @Select("""
            <script>
            select channel, channel_txn
              from payment_suspense
             where market_id = #{marketId} and channel = #{channel}
               and channel_txn in <foreach collection="txns" item="txn" open="(" separator="," close=")">#{txn}</foreach>
            </script>
            """)
    List<Known> known(
            @Param("marketId") long marketId, @Param("channel") ChannelName channel, @Param("txns") List<String> txns);

    @Select("""
            select market_id, suspense_id, channel, channel_txn, order_text, merchant_no, amount_fen, reason, state,
                   booked_at, business_date, ended_at, vendor_id
              from payment_suspense
             where market_id = #{marketId} and suspense_id = #{suspenseId}
               for update
            """)
    Optional<Suspense> lock(@Param("marketId") long marketId, @Param("suspenseId") long suspenseId);

    @Select("""
            select market_id, suspense_id, channel, channel_txn, order_text, merchant_no, amount_fen, reason, state,
                   booked_at, business_date, ended_at, vendor_id
              from payment_suspense
             where market_id = #{marketId} and channel = #{channel} and channel_txn = #{channelTxn}
            """)
    Optional<Suspense> byTxn(
            @Param("marketId") long marketId,
            @Param("channel") ChannelName channel,
            @Param("channelTxn") String channelTxn);

    /** What is owed back of money that named this order; bounded, for an order is charged once or twice, not a hundred times. */
    @Select("""
            select market_id, suspense_id, channel, channel_txn, order_text, merchant_no, amount_fen, reason, state,
                   booked_at, business_date, ended_at, vendor_id
              from payment_suspense
             where market_id = #{marketId} and state = 'OWED_BACK' and order_text = #{orderText}
               and merchant_no = #{merchantNo}
             order by suspense_id
             limit 100
            """)
    List<Suspense> owedOfOrder(
            @Param("marketId") long marketId,
            @Param("orderText") String orderText,
            @Param("merchantNo") String merchantNo);

    /** What is owed back first, the newest first in each state. */
    @Select("""
            select market_id, suspense_id, channel, channel_txn, order_text, merchant_no, amount_fen, reason, state,
                   booked_at, business_date, ended_at, vendor_id
              from payment_suspense
             where market_id = #{marketId}
             order by case when state = 'OWED_BACK' then 0 else 1 end, booked_at desc, suspense_id desc
             limit #{limit}
            """)
    List<Suspense> newest(@Param("marketId") long marketId, @Param("limit") int limit);

    /** Only ever for a row that this transaction has locked and found OWED_BACK. */
    @Update("""
            update payment_suspense
               set state = #{state}, ended_at = #{at}, ended_by = #{by}, vendor_id = #{vendorId}
             where market_id = #{marketId} and suspense_id = #{suspenseId}
            """)
    void end(
            @Param("marketId") long marketId,
            @Param("suspenseId") long suspenseId,
            @Param("state") Suspense.State state,
            @Param("at") Instant at,
            @Param("by") @Nullable Long by,
            @Param("vendorId") @Nullable Long vendorId);

    record Known(ChannelName channel, String channelTxn) {}
}
