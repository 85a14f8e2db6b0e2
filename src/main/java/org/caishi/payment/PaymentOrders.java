/** The rows of {@code payment_order}, one at a time or locked for a booking. */
package org.caishi.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;

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

    /**
     * Reads orders of one market as they are now and holds them until the transaction ends. The columns are told one by
     * one, in the record's order: to match them by name costs as much a row as the server's own work.
     */
    @Arg(column = "market_id", javaType = long.class)
    @Arg(column = "order_no", javaType = long.class)
    @Arg(column = "stall_id", javaType = long.class)
    @Arg(column = "vendor_id", javaType = long.class)
    @Arg(column = "plate_id", javaType = long.class)
    @Arg(column = "weighing_id", javaType = Long.class)
    @Arg(column = "channel", javaType = ChannelName.class)
    @Arg(column = "scene", javaType = Scene.class)
    @Arg(column = "merchant_no", javaType = String.class)
    @Arg(column = "amount_fen", javaType = long.class)
    @Arg(column = "rule_id", javaType = long.class)
    @Arg(column = "state", javaType = OrderState.class)
    @Arg(column = "created_at", javaType = Instant.class)
    @Arg(column = "expires_at", javaType = Instant.class)
    @Arg(column = "asked_at", javaType = Instant.class)
    @Arg(column = "asks", javaType = int.class)
    @Arg(column = "channel_txn", javaType = String.class)
    @Arg(column = "paid_at", javaType = Instant.class)
    @Arg(column = "business_date", javaType = LocalDate.class)
    @Arg(column = "refunded_fen", javaType = long.class)
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

    /**
     * Orders that have been silent since before the given instant: those that were never asked about first, then whom we asked
     * longest ago, so that a channel that stays silent about many hides no other.
     */
    @Select("""
            select market_id, order_no, stall_id, vendor_id, plate_id, weighing_id, channel, scene, merchant_no,
                   amount_fen, rule_id, state, created_at, expires_at, asked_at, asks, channel_txn, paid_at,
                   business_date, refunded_fen
              from payment_order
             where market_id = #{marketId} and state = 'WAITING' and created_at < #{before}
             order by asked_at, created_at
             limit #{limit}
            """)
    List<PaymentOrder> silent(
            @Param("marketId") long marketId, @Param("before") Instant before, @Param("limit") int limit);

    /**
     * The how manieth payment of its stall's business day a paid order is, from 1 and without gaps: its rank by time of
     * booking, as the vendor's pages count it. A few hundred rows of one index a day.
     */
    @Select("""
            select count(*)
              from payment_order o
              join payment_order e
                on e.market_id = o.market_id and e.business_date = o.business_date and e.stall_id = o.stall_id
               and e.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
               and (e.booked_at < o.booked_at or e.booked_at = o.booked_at and e.order_no <= o.order_no)
             where o.market_id = #{marketId} and o.order_no = #{orderNo}
            """)
    int runningNo(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

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
