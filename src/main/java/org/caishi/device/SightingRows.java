/** Writes when devices were last heard, many at a time. */
package org.caishi.device;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface SightingRows {
    /** Never back in time: two nodes may have heard the same device. */
    @Update("""
            update device_device
               set last_seen_at = #{at},
                   battery = coalesce(#{report.battery}, battery),
                   signal_dbm = coalesce(#{report.signal}, signal_dbm),
                   firmware = coalesce(#{report.firmware}, firmware),
                   volume = coalesce(#{report.volume}, volume)
             where market_id = #{marketId} and device_id = #{deviceId}
               and (last_seen_at is null or last_seen_at <= #{at})
            """)
    void seen(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("at") Instant at,
            @Param("report") DeviceReport report);

    @Flush
    List<BatchResult> flush();
}
