/** What became of the announcement of each payment of a business day, and how long it took to be heard. */
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

/**
 * The outcome is the announcement's state, but: NONE without an announcement, NOBODY where the stall had no speaker,
 * SENT_ONLY where the speaker can give no answer, SUMMED where it expired and was told in a summary.
 */
@Mapper
interface SaidRows {
    @Select("""
            <script>
            select outcome, count(*) as payments, cast(sum(amount_fen) as signed) as amount_fen
              from (select o.amount_fen,
                           case when a.announcement_id is null then 'NONE'
                                when a.device_id = 0 then 'NOBODY'
                                when a.state = 'SENT' and a.ended_at is not null then 'SENT_ONLY'
                                when a.summary_id is not null then 'SUMMED'
                                else a.state end as outcome
                      from payment_order o
                      left join speaker_announcement a
                        on a.market_id = o.market_id and a.subject_no = o.order_no and a.event = 'RECEIVED'
                     where o.market_id = #{marketId} and o.business_date = #{date}
                       <if test="stallId != null">and o.stall_id = #{stallId}</if>
                       and o.channel &lt;&gt; 'CASH' and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')) said
             group by outcome
             order by outcome
            </script>
            """)
    List<OutcomeSum> sums(
            @Param("marketId") long marketId, @Param("date") LocalDate date, @Param("stallId") @Nullable Long stallId);

    @Select("""
            <script>
            select market_id, order_no, stall_no, amount_fen, booked_at, outcome, serial, sent_at, acked_at, ended_at,
                   passed_on, duplicates
              from (select o.market_id, o.order_no, s.stall_no, o.amount_fen, o.booked_at, d.serial, a.sent_at,
                           a.acked_at, a.ended_at, coalesce(a.passed_on, 0) as passed_on,
                           coalesce(a.duplicates, 0) as duplicates,
                           case when a.announcement_id is null then 'NONE'
                                when a.device_id = 0 then 'NOBODY'
                                when a.state = 'SENT' and a.ended_at is not null then 'SENT_ONLY'
                                when a.summary_id is not null then 'SUMMED'
                                else a.state end as outcome
                      from payment_order o
                      join market_stall s on s.market_id = o.market_id and s.stall_id = o.stall_id
                      left join speaker_announcement a
                        on a.market_id = o.market_id and a.subject_no = o.order_no and a.event = 'RECEIVED'
                      left join device_device d on d.market_id = a.market_id and d.device_id = a.device_id
                     where o.market_id = #{marketId} and o.business_date = #{date}
                       <if test="stallId != null">and o.stall_id = #{stallId}</if>
                       and o.channel &lt;&gt; 'CASH' and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')) said
             where market_id = #{marketId}
               and outcome in <foreach collection="outcomes" item="one" open="(" separator="," close=")">#{one}</foreach>
             order by booked_at desc, order_no desc
             limit #{limit} offset #{offset}
            </script>
            """)
    List<SaidRow> page(
            @Param("marketId") long marketId,
            @Param("date") LocalDate date,
            @Param("stallId") @Nullable Long stallId,
            @Param("outcomes") List<String> outcomes,
            @Param("limit") int limit,
            @Param("offset") int offset);

    /** From the booking to the first word of a speaker; a percentile is the least that so many did not exceed. */
    @Select("""
            select s.stall_no, r.heard, r.p50_millis, r.p95_millis, r.most_millis
              from (select market_id, stall_id, max(n) as heard,
                           min(case when place * 2 >= n then millis end) as p50_millis,
                           min(case when place * 20 >= n * 19 then millis end) as p95_millis,
                           max(millis) as most_millis
                      from (select market_id, stall_id, millis,
                                   row_number() over (partition by stall_id order by millis) as place,
                                   count(*) over (partition by stall_id) as n
                              from (select o.market_id, o.stall_id,
                                           timestampdiff(microsecond, a.created_at, a.acked_at) div 1000 as millis
                                      from payment_order o
                                      join speaker_announcement a
                                        on a.market_id = o.market_id and a.subject_no = o.order_no
                                       and a.event = 'RECEIVED'
                                     where o.market_id = #{marketId} and o.business_date = #{date}
                                       and o.channel <> 'CASH' and a.acked_at is not null) ages) ranked
                     group by market_id, stall_id) r
              join market_stall s on s.market_id = r.market_id and s.stall_id = r.stall_id
             where s.market_id = #{marketId}
             order by s.stall_no
             limit #{limit}
            """)
    List<StallAge> agesByStall(
            @Param("marketId") long marketId, @Param("date") LocalDate date, @Param("limit") int limit);

    /** The same by hours since 1970. */
    @Select("""
            <script>
            select hour_no, max(n) as heard, min(case when place * 2 &gt;= n then millis end) as p50_millis,
                   min(case when place * 20 &gt;= n * 19 then millis end) as p95_millis, max(millis) as most_millis
              from (select hour_no, millis, row_number() over (partition by hour_no order by millis) as place,
                           count(*) over (partition by hour_no) as n
                      from (select timestampdiff(hour, '1970-01-01', a.created_at) as hour_no,
                                   timestampdiff(microsecond, a.created_at, a.acked_at) div 1000 as millis
                              from payment_order o
                              join speaker_announcement a
                                on a.market_id = o.market_id and a.subject_no = o.order_no and a.event = 'RECEIVED'
                             where o.market_id = #{marketId} and o.business_date = #{date}
                               <if test="stallId != null">and o.stall_id = #{stallId}</if>
                               and o.channel &lt;&gt; 'CASH' and a.acked_at is not null) ages) ranked
             group by hour_no
             order by hour_no
             limit 50
            </script>
            """)
    List<HourAge> agesByHour(
            @Param("marketId") long marketId, @Param("date") LocalDate date, @Param("stallId") @Nullable Long stallId);

    record OutcomeSum(String outcome, long payments, long amountFen) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record SaidRow(
            long marketId,
            long orderNo,
            String stallNo,
            long amountFen,
            Instant bookedAt,
            String outcome,
            @Nullable String serial,
            @Nullable Instant sentAt,
            @Nullable Instant ackedAt,
            @Nullable Instant endedAt,
            int passedOn,
            int duplicates) {
        public String number() {
            return new OrderNumber(marketId, orderNo).toString();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record StallAge(String stallNo, long heard, long p50Millis, long p95Millis, long mostMillis) {}

    record HourAge(long hourNo, long heard, long p50Millis, long p95Millis, long mostMillis) {
        public Instant from() {
            return Instant.ofEpochSecond(hourNo * 3_600);
        }
    }
}
