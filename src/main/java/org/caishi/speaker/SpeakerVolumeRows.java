/** The rows of {@code speaker_volume}. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface SpeakerVolumeRows {
    @Select("""
            select device_id, percent
              from speaker_volume
             where market_id = #{marketId}
            """)
    List<Volume> of(@Param("marketId") long marketId);

    @Insert("""
            insert into speaker_volume (market_id, device_id, percent)
            values (#{speaker.marketId}, #{speaker.deviceId}, #{percent})
            on duplicate key update percent = values(percent)
            """)
    void put(@Param("speaker") SpeakerKey speaker, @Param("percent") int percent);

    @Delete("""
            delete from speaker_volume
             where market_id = #{speaker.marketId} and device_id = #{speaker.deviceId}
            """)
    void clear(@Param("speaker") SpeakerKey speaker);

    record Volume(long deviceId, int percent) {}
}
