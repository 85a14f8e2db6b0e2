/** The rows of {@code payment_order}, one at a time or locked for a booking. */
package org.caishi.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface PaymentOrders {
    @Select("""
            select market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn, paid_at,
                   business_date, refunded_fen
              from payment_order
             where market_id = #{marketId} and order_no = #{orderNo}
            """)
    Optional<PaymentOrder> find(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    /** Reads orders of one market as they are now and holds them until the transaction ends. */
    @Select("""
            <script>
            select market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn, paid_at,
                   business_date, refunded_fen
              from payment_order
             where market_id = #{marketId}
               and order_no in <foreach collection="orderNos" item="no" open="(" separator="," close=")">#{no}</foreach>
             order by market_id, order_no
               for update
            </script>
            """)
    List<PaymentOrder> lock(@Param("marketId") long marketId, @Param("orderNos") List<Long> orderNos);

    @Select("""
            select market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn, paid_at,
                   business_date, refunded_fen
              from payment_order
             where market_id = #{marketId} and weighing_id = #{weighingId} and state = 'WAITING'
             order by order_no
             limit 20
            """)
    List<PaymentOrder> waitingFor(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    /** Orders that have been silent since before the given instant, the oldest first. */
    @Select("""
            select market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn, paid_at,
                   business_date, refunded_fen
              from payment_order
             where market_id = #{marketId} and state = 'WAITING' and created_at < #{before}
             order by created_at
             limit #{limit}
            """)
    List<PaymentOrder> silent(
            @Param("marketId") long marketId, @Param("before") Instant before, @Param("limit") int limit);

    @Update("""
            update payment_order
               set asked_at = #{at}, asks = asks + 1
             where market_id = #{marketId} and order_no = #{orderNo} and state = 'WAITING'
            """)
    void asked(@Param("marketId") long marketId, @Param("orderNo") long orderNo, @Param("at") Instant at);

    /** Closes an order that the channel will take no more money for; an order that left WAITING stays as it is. */
    @Update("""
            update payment_order
               set state = 'CLOSED'
             where market_id = #{marketId} and order_no = #{orderNo} and state = 'WAITING'
            """)
    int close(@Param("marketId") long marketId, @Param("orderNo") long orderNo);
}
