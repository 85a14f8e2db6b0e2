/** The rows of {@code scale_refusal}. */
package org.caishi.scale;

import java.time.Instant;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface RefusalRows {
    /** How many a scale has, as far as the bound. */
    @Select("""
            select count(*)
              from (select device_seq
                      from scale_refusal
                     where market_id = #{marketId} and device_id = #{deviceId}
                     limit #{most}) some
            """)
    int count(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("most") int most);

    @Insert("""
            insert into scale_refusal (market_id, device_id, device_seq, reason, message_sha256, words, first_at, last_at,
                   times)
            values (#{marketId}, #{deviceId}, #{seq}, #{reason}, #{sha256}, #{words}, #{at}, #{at}, 1)
                on duplicate key update times = times + 1, last_at = values(last_at)
            """)
    void add(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("seq") long seq,
            @Param("reason") String reason,
            @Param("sha256") String sha256,
            @Param("words") String words,
            @Param("at") Instant at);
}
