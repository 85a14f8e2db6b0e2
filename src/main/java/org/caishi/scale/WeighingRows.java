/** The rows of {@code scale_weighing} and {@code scale_weighing_item}, read, locked or changed one by one. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface WeighingRows {
    @Select("""
            select market_id, weighing_id, stall_id, vendor_id, device_id, source, total_fen, state, weighed_at,
                   business_date, order_no
              from scale_weighing
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    Optional<WeighingRow> find(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    /** The latest of a stall that still waits; one that was weighed long before it came is nobody's who stands here. */
    @Select("""
            select market_id, weighing_id, stall_id, vendor_id, device_id, source, total_fen, state, weighed_at,
                   business_date, order_no
              from scale_weighing
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'WAITING'
               and total_fen > 0 and weighed_at >= #{weighedSince} and received_at > #{receivedSince}
             order by weighed_at desc, weighing_id desc
             limit 1
            """)
    Optional<WeighingRow> waiting(
            @Param("marketId") long marketId,
            @Param("stallId") long stallId,
            @Param("weighedSince") Instant weighedSince,
            @Param("receivedSince") Instant receivedSince);

    /** What this tap of the vendor has made before. */
    @Select("""
            select market_id, weighing_id, stall_id, vendor_id, device_id, source, total_fen, state, weighed_at,
                   business_date, order_no
              from scale_weighing
             where market_id = #{marketId} and vendor_id = #{vendorId} and tap = #{tap}
            """)
    Optional<WeighingRow> byTap(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("tap") String tap);

    @Select("""
            select line_no, good_id, plu, name, net_grams, tare_grams, fen_per_kg, amount_fen
              from scale_weighing_item
             where market_id = #{marketId} and weighing_id = #{weighingId}
             order by line_no
            """)
    List<WeighingItemRow> items(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    /** Reads weighings of one market as they are now, in key order, and holds them until the transaction ends. */
    @Select("""
            <script>
            select market_id, weighing_id, stall_id, vendor_id, device_id, source, total_fen, state, weighed_at,
                   business_date, order_no
              from scale_weighing
             where market_id = #{marketId}
               and weighing_id in <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
             order by market_id, weighing_id
               for update
            </script>
            """)
    List<WeighingRow> lock(@Param("marketId") long marketId, @Param("ids") List<Long> ids);

    /** Only ever for a weighing that this transaction has locked and found WAITING. */
    @Update("""
            update scale_weighing
               set state = #{state}, settled_at = #{at}
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    void leave(
            @Param("marketId") long marketId,
            @Param("weighingId") long weighingId,
            @Param("state") Weighing.State state,
            @Param("at") Instant at);

    /** What the vendor has taken from the scale, a label or by hand and nobody has paid, held until the transaction ends. */
    @Select("""
            select market_id, weighing_id, stall_id, vendor_id, device_id, source, total_fen, state, weighed_at,
                   business_date, order_no
              from scale_weighing
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'WAITING'
               and source in ('TILE', 'LABEL', 'HAND') and vendor_id = #{vendorId}
             order by market_id, weighing_id
             limit 20
               for update
            """)
    List<WeighingRow> lockTaken(
            @Param("marketId") long marketId, @Param("stallId") long stallId, @Param("vendorId") long vendorId);

    @Select("""
            select weighing_id, message_sha256
              from scale_weighing
             where market_id = #{marketId} and device_id = #{deviceId} and device_seq = #{deviceSeq}
            """)
    Optional<FormerSale> told(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("deviceSeq") long deviceSeq);

    /** Gives up one page of the weighings that nobody has paid; returns how many. */
    @Update("""
            update scale_weighing
               set state = 'ABANDONED', settled_at = #{at}
             where market_id = #{marketId} and state = 'WAITING' and received_at < #{before}
             order by received_at
             limit #{limit}
            """)
    int abandon(
            @Param("marketId") long marketId,
            @Param("before") Instant before,
            @Param("at") Instant at,
            @Param("limit") int limit);

    /** A sale that its scale has told before. */
    record FormerSale(long weighingId, @Nullable String messageSha256) {}
}
