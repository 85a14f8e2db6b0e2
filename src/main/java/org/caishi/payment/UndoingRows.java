/** The rows of {@code payment_undoing}. */
package org.caishi.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface UndoingRows {
    /** One that is there begins anew. */
    @Insert("""
            insert into payment_undoing (market_id, order_no, order_text, sent_at, state, asks, next_ask_at)
            values (#{marketId}, #{orderNo}, #{orderText}, #{sentAt}, #{state}, #{asks}, #{nextAskAt})
            on duplicate key update sent_at = values(sent_at), state = values(state), asks = values(asks),
                   next_ask_at = values(next_ask_at)
            """)
    void begin(Undoing undoing);

    @Select("""
            select market_id, order_no, order_text, sent_at, state, asks, next_ask_at
              from payment_undoing
             where market_id = #{marketId} and order_no = #{orderNo}
            """)
    Optional<Undoing> find(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    /** Those whose turn it is; while the order waits, it is asked about as every waiting order. */
    @Select("""
            select u.market_id, u.order_no, u.order_text, u.sent_at, u.state, u.asks, u.next_ask_at
              from payment_undoing u
              join payment_order o on o.market_id = u.market_id and o.order_no = u.order_no
             where u.market_id = #{marketId} and u.state = 'OPEN' and u.next_ask_at <= #{now} and o.state <> 'WAITING'
             order by u.next_ask_at
             limit #{limit}
            """)
    List<Undoing> due(@Param("marketId") long marketId, @Param("now") Instant now, @Param("limit") int limit);

    /** Those by which nothing had been paid, as it seemed, and whose money turned up in suspense all the same. */
    @Select("""
            select distinct u.market_id, u.order_no, u.order_text, u.sent_at, u.state, u.asks, u.next_ask_at
              from payment_suspense s
              join payment_undoing u on u.market_id = s.market_id and u.order_text = s.order_text
             where s.market_id = #{marketId} and s.state = 'OWED_BACK' and u.state = 'NOTHING'
               and u.next_ask_at <= #{now}
             order by u.next_ask_at
             limit #{limit}
            """)
    List<Undoing> turnedUp(@Param("marketId") long marketId, @Param("now") Instant now, @Param("limit") int limit);

    /** Takes its turn before the channel is asked, so that one whose asking fails does not come first again. */
    @Update("""
            update payment_undoing
               set asks = asks + 1, next_ask_at = #{next}
             where market_id = #{marketId} and order_no = #{orderNo}
            """)
    void turn(@Param("marketId") long marketId, @Param("orderNo") long orderNo, @Param("next") Instant next);

    @Update("""
            update payment_undoing
               set state = #{state}
             where market_id = #{marketId} and order_no = #{orderNo}
            """)
    void end(@Param("marketId") long marketId, @Param("orderNo") long orderNo, @Param("state") Undoing.State state);
}
