/** A vendor's weighings of a day, as the phone lists them. */
package org.caishi.report.phone;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

@Mapper
interface PhoneWeighings {
    /** The latest first. */
    @Select("""
            select w.weighing_id, w.source, w.state, w.total_fen, w.weighed_at, w.settled_at, w.voided_by, w.void_reason,
                   w.late, min(i.name) as name, count(i.line_no) as item_count
              from scale_weighing w
              left join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.business_date = #{date} and w.vendor_id = #{vendorId}
               and w.stall_id in (select stall_id
                                    from market_plate
                                   where market_id = #{marketId} and vendor_id = #{vendorId})
             group by w.weighing_id, w.source, w.state, w.total_fen, w.weighed_at, w.settled_at, w.voided_by,
                   w.void_reason, w.late
             order by w.weighed_at desc, w.weighing_id desc
             limit #{limit} offset #{offset}
            """)
    List<Line> of(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("date") LocalDate date,
            @Param("limit") int limit,
            @Param("offset") int offset);

    /** What the vendor took back a moment ago, and may yet restore. */
    @Select("""
            select weighing_id, total_fen
              from scale_weighing
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'VOID' and weighed_at > #{weighedSince}
               and vendor_id = #{vendorId} and voided_by = #{by} and settled_at > #{since}
             order by settled_at desc
             limit 1
            """)
    Optional<Undo> undo(
            @Param("marketId") long marketId,
            @Param("stallId") long stallId,
            @Param("vendorId") long vendorId,
            @Param("by") String by,
            @Param("weighedSince") Instant weighedSince,
            @Param("since") Instant since);

    record Line(
            long weighingId,
            String source,
            String state,
            long totalFen,
            Instant weighedAt,
            @Nullable Instant settledAt,
            @Nullable String voidedBy,
            @Nullable String voidReason,
            boolean late,
            @Nullable String name,
            int itemCount) {
        public Money total() {
            return Money.ofFen(totalFen);
        }

        public boolean isUnpaid() {
            return state.equals("WAITING") || state.equals("ABANDONED");
        }

        /** Whether it was taken back by this person no longer ago than this. */
        public boolean undoneBy(String who, Instant since) {
            return state.equals("VOID") && who.equals(voidedBy) && settledAt != null && settledAt.isAfter(since);
        }
    }

    record Undo(long weighingId, long totalFen) {
        public Money total() {
            return Money.ofFen(totalFen);
        }
    }
}
