/** What is written in bulk about the scales' counting: how far they are, what is missing, where a chain is broken. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;
import org.jspecify.annotations.Nullable;

@BulkMapper
interface StreamBooks {
    /**
     * Only ever for a stream that this transaction holds, so nothing is ever inserted: an upsert, for 500 of them are one
     * statement to the server where 500 updates are 500.
     */
    @Insert("""
            insert into scale_stream (market_id, device_id, first_seq, highest_seq, highest_sha256, chained_from)
            values (#{marketId}, #{deviceId}, #{firstSeq}, #{highestSeq}, #{highestSha256}, #{chainedFrom})
            on duplicate key update first_seq = values(first_seq), highest_seq = values(highest_seq),
                   highest_sha256 = values(highest_sha256), chained_from = values(chained_from)
            """)
    void put(DeviceStream stream);

    @Insert("""
            insert into scale_gap (market_id, device_id, from_seq, to_seq, missing, since)
            values (#{of.marketId}, #{of.deviceId}, #{gap.from}, #{gap.to}, #{gap.count}, #{at})
            """)
    void skip(@Param("of") DeviceStream of, @Param("gap") DeviceStream.Skipped gap, @Param("at") Instant at);

    /** Gaps of a scale do not overlap, and a number comes once: each arrival takes one off one gap. */
    @Update("""
            update scale_gap
               set missing = missing - 1
             where market_id = #{marketId} and device_id = #{deviceId} and from_seq <= #{seq} and to_seq >= #{seq}
            """)
    void fill(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("seq") long seq);

    @Update("""
            update scale_gap
               set healed_at = #{at}
             where market_id = #{marketId} and device_id = #{deviceId} and from_seq <= #{seq} and to_seq >= #{seq}
               and missing = 0
            """)
    void heal(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("seq") long seq,
            @Param("at") Instant at);

    @Insert("""
            insert ignore into scale_break (market_id, device_id, device_seq, expected, told, found_at)
            values (#{marketId}, #{deviceId}, #{seq}, #{expected}, #{told}, #{at})
            """)
    void broken(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("seq") long seq,
            @Param("expected") @Nullable String expected,
            @Param("told") @Nullable String told,
            @Param("at") Instant at);

    /** Those that told no hash although the chain begins before them, now that this is known. */
    @Insert("""
            insert ignore into scale_break (market_id, device_id, device_seq, found_at)
            select market_id, device_id, device_seq, #{at}
              from scale_weighing
             where market_id = #{marketId} and device_id = #{deviceId} and device_seq > #{after}
               and device_seq <= #{through} and source = 'SALE' and prev_hash is null
            """)
    void brokenAfter(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("after") long after,
            @Param("through") long through,
            @Param("at") Instant at);

    @Flush
    List<BatchResult> flush();
}
