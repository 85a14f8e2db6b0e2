/** The rows of {@code scale_stream}, locked before anything is written for their scale, and what is asked beside them. */
package org.caishi.scale;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface StreamRows {
    /** The streams of scales of one market, in key order, held until the transaction ends. */
    @Select("""
            <script>
            select market_id, device_id, first_seq, highest_seq, highest_sha256, chained_from
              from scale_stream
             where market_id = #{marketId}
               and device_id in <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
             order by market_id, device_id
               for update
            </script>
            """)
    List<DeviceStream> lock(@Param("marketId") long marketId, @Param("ids") List<Long> ids);

    @Insert("""
            insert ignore into scale_stream (market_id, device_id, first_seq, highest_seq)
            values (#{marketId}, #{deviceId}, 0, 0)
            """)
    void begin(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    /** What a scale told under one number. */
    @Select("""
            select device_seq, message_sha256, prev_hash
              from scale_weighing
             where market_id = #{marketId} and device_id = #{deviceId} and device_seq = #{seq} and source = 'SALE'
            """)
    Optional<Told> told(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("seq") long seq);

    record Told(
            long deviceSeq,
            @Nullable String messageSha256,
            @Nullable String prevHash) {}
}
