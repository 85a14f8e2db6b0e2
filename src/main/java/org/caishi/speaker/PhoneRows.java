/** The rows of {@code speaker_phone}: which vendors' phones speak for their stalls. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PhoneRows {
    @Select("""
            select stall_id, listened_at
              from speaker_phone
             where market_id = #{marketId} and listened_at > #{since}
            """)
    List<Phone> since(@Param("marketId") long marketId, @Param("since") Instant since);

    @Insert("""
            insert into speaker_phone (market_id, stall_id, listened_at)
            values (#{stall.marketId}, #{stall.stallId}, #{at})
            on duplicate key update listened_at = values(listened_at)
            """)
    void listens(@Param("stall") StallKey stall, @Param("at") Instant at);

    @Delete("""
            delete from speaker_phone
             where market_id = #{stall.marketId} and stall_id = #{stall.stallId}
            """)
    void leaves(@Param("stall") StallKey stall);

    record Phone(long stallId, Instant listenedAt) {}
}
