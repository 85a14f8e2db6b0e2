/** The rows of {@code speaker_place}: in which order the speakers of a stall are asked. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface SpeakerPlaceRows {
    @Select("""
            select stall_id, device_id, place
              from speaker_place
             where market_id = #{marketId}
            """)
    List<Place> of(@Param("marketId") long marketId);

    @Delete("""
            delete from speaker_place
             where market_id = #{stall.marketId} and stall_id = #{stall.stallId}
            """)
    void clear(@Param("stall") StallKey stall);

    @Insert("""
            insert into speaker_place (market_id, stall_id, device_id, place)
            values (#{stall.marketId}, #{stall.stallId}, #{deviceId}, #{place})
            on duplicate key update place = values(place)
            """)
    void put(@Param("stall") StallKey stall, @Param("deviceId") long deviceId, @Param("place") int place);

    record Place(long stallId, long deviceId, int place) {}
}
