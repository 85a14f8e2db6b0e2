/** Writes {@code speaker_broadcast_share}: each speaker has one share in a broadcast. */
package org.caishi.speaker.fleet;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface ShareRows {
    @Insert("""
            insert into speaker_broadcast_share (market_id, broadcast_id, device_id, announcement_id)
            values (#{marketId}, #{broadcastId}, #{deviceId}, #{announcementId})
            """)
    void add(
            @Param("marketId") long marketId,
            @Param("broadcastId") long broadcastId,
            @Param("deviceId") long deviceId,
            @Param("announcementId") long announcementId);

    @Flush
    List<BatchResult> flush();
}
