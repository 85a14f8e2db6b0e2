/** The rows behind a manager's alarms. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.payment.OrderNumber;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

@Mapper
interface AlarmRows {
    @Select("""
            select count(*)
              from scale_weighing
             where market_id = #{marketId} and business_date = #{date}
               and state = 'WAITING' and weighed_at < #{before}
            """)
    long countUnpaid(@Param("marketId") long marketId, @Param("date") LocalDate date, @Param("before") Instant before);

    @Select("""
            select w.weighing_id, s.stall_no, w.total_fen, w.weighed_at
              from scale_weighing w
              join market_stall s on s.market_id = w.market_id and s.stall_id = w.stall_id
             where w.market_id = #{marketId} and w.business_date = #{date}
               and w.state = 'WAITING' and w.weighed_at < #{before}
             order by w.weighed_at desc
             limit #{limit}
            """)
    List<UnpaidWeighing> unpaid(
            @Param("marketId") long marketId,
            @Param("date") LocalDate date,
            @Param("before") Instant before,
            @Param("limit") int limit);

    /** An acknowledged announcement has reached its speaker; many speakers say no more than that, some nothing at all. */
    @Select("""
            select count(*)
              from payment_order o
              left join speaker_announcement a
                on a.market_id = o.market_id and a.subject_no = o.order_no and a.event = 'RECEIVED'
             where o.market_id = #{marketId} and o.business_date = #{date} and o.booked_at < #{before}
               and o.channel <> 'CASH'
               and (a.state is null or a.state not in ('ACKED', 'SPOKEN', 'QUIET')
                    and (a.state <> 'SENT' or a.ended_at is null))
            """)
    long countUnheard(@Param("marketId") long marketId, @Param("date") LocalDate date, @Param("before") Instant before);

    @Select("""
            select o.market_id, o.order_no, s.stall_no, o.amount_fen, o.booked_at, a.state as announcement_state
              from payment_order o
              join market_stall s on s.market_id = o.market_id and s.stall_id = o.stall_id
              left join speaker_announcement a
                on a.market_id = o.market_id and a.subject_no = o.order_no and a.event = 'RECEIVED'
             where o.market_id = #{marketId} and o.business_date = #{date} and o.booked_at < #{before}
               and o.channel <> 'CASH'
               and (a.state is null or a.state not in ('ACKED', 'SPOKEN', 'QUIET')
                    and (a.state <> 'SENT' or a.ended_at is null))
             order by o.booked_at desc
             limit #{limit}
            """)
    List<Unheard> unheard(
            @Param("marketId") long marketId,
            @Param("date") LocalDate date,
            @Param("before") Instant before,
            @Param("limit") int limit);

    /** Market 0 holds the money of which no market can be told. */
    @Select("""
            select count(*) as payments, coalesce(sum(amount_fen), 0) as amount_fen
              from payment_suspense
             where market_id = #{marketId} and state = 'OWED_BACK'
            """)
    OwedBack owedBack(@Param("marketId") long marketId);

    @Select("""
            select kind, count(*) as registered, coalesce(sum(last_seen_at >= #{since}), 0) as online
              from device_device
             where market_id = #{marketId} and state = 'ACTIVE'
             group by kind
             order by kind
            """)
    List<DeviceCount> devices(@Param("marketId") long marketId, @Param("since") Instant since);

    record UnpaidWeighing(long weighingId, String stallNo, long totalFen, Instant weighedAt) {
        public Money total() {
            return Money.ofFen(totalFen);
        }
    }

    record Unheard(
            long marketId,
            long orderNo,
            String stallNo,
            long amountFen,
            Instant bookedAt,
            @Nullable String announcementState) {
        public String number() {
            return new OrderNumber(marketId, orderNo).toString();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record OwedBack(long payments, long amountFen) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record DeviceCount(String kind, long registered, long online) {}
}
