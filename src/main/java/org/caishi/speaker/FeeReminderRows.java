/** The rows of {@code speaker_reminder}. */
package org.caishi.speaker;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

@Mapper
interface FeeReminderRows {
    /** Refused as a duplicate when the stall was reminded of such a fee that day. */
    @Insert("""
            insert into speaker_reminder (market_id, reminder_id, stall_id, vendor_id, kind, amount_fen, business_date,
                   asked_by, at)
            values (#{marketId}, #{reminderId}, #{stallId}, #{vendorId}, #{kind}, #{amount.fen}, #{businessDate},
                   #{askedBy}, #{at})
            """)
    void add(Reminder reminder);

    /** The latest first, each with what became of its announcement. */
    @Select("""
            select r.stall_id, r.kind, r.amount_fen, r.asked_by, r.at, r.seen_at,
                   case when a.device_id = 0 then 'NOBODY' else a.state end as outcome
              from speaker_reminder r
              join speaker_announcement a
                on a.market_id = r.market_id and a.subject_no = r.reminder_id and a.event = 'FEE_DUE'
             where r.market_id = #{marketId}
             order by r.reminder_id desc
             limit #{most}
            """)
    List<Told> latest(@Param("marketId") long marketId, @Param("most") int most);

    @Select("""
            select reminder_id, kind, amount_fen, business_date
              from speaker_reminder
             where market_id = #{marketId} and vendor_id = #{vendorId} and seen_at is null and at > #{since}
             order by reminder_id desc
             limit #{most}
            """)
    List<FeeNotice> unseen(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("since") Instant since,
            @Param("most") int most);

    @Update("""
            update speaker_reminder
               set seen_at = coalesce(seen_at, #{at})
             where market_id = #{marketId} and vendor_id = #{vendorId} and reminder_id = #{reminderId}
            """)
    void seen(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("reminderId") long reminderId,
            @Param("at") Instant at);

    record Reminder(
            long marketId,
            long reminderId,
            long stallId,
            long vendorId,
            FeeKind kind,
            Money amount,
            LocalDate businessDate,
            String askedBy,
            Instant at) {}

    /** @param outcome the state of its announcement, or NOBODY where the stall had no speaker */
    record Told(
            long stallId,
            FeeKind kind,
            long amountFen,
            String askedBy,
            Instant at,
            @Nullable Instant seenAt,
            String outcome) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }
}
