/** What the rows of {@code scale_weighing} say of being void; each is locked before it is changed. */
package org.caishi.scale;

import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface VoidRows {
    @Update("""
            update scale_weighing
               set state = 'VOID', settled_at = #{at}, void_reason = #{reason}, void_note = #{note},
                   voided_by = #{by}, void_from = #{from}
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    void makeVoid(
            @Param("marketId") long marketId,
            @Param("weighingId") long weighingId,
            @Param("reason") VoidReason reason,
            @Param("note") String note,
            @Param("by") String by,
            @Param("from") Weighing.State from,
            @Param("at") Instant at);

    @Select("""
            select settled_at, voided_by, void_from
              from scale_weighing
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    Void find(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    @Update("""
            update scale_weighing
               set state = #{state}, settled_at = #{settledAt}, void_reason = null, void_note = null, voided_by = null,
                   void_from = null
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    void restore(
            @Param("marketId") long marketId,
            @Param("weighingId") long weighingId,
            @Param("state") Weighing.State state,
            @Param("settledAt") @Nullable Instant settledAt);

    /** Who made it void, when, and what it was before. */
    record Void(@Nullable Instant settledAt, @Nullable String voidedBy, Weighing.@Nullable State voidFrom) {}
}
