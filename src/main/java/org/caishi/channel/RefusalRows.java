/** The rows of {@code channel_refusal}: how many notices were refused in an hour, and why. */
package org.caishi.channel;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface RefusalRows {
    @Insert("""
            insert into channel_refusal (hour_at, market_id, channel, reason, refusals)
            values (#{r.hourAt}, #{r.marketId}, #{r.channel}, #{r.reason}, #{r.refusals})
            on duplicate key update refusals = refusals + values(refusals)
            """)
    void add(@Param("r") Refusal refusals);

    @Select("""
            select hour_at, market_id, channel, reason, refusals
              from channel_refusal
             where hour_at >= #{since}
             order by hour_at desc, channel, reason, market_id
             limit #{limit}
            """)
    List<Refusal> since(@Param("since") Instant since, @Param("limit") int limit);

    @Delete("""
            delete from channel_refusal
             where hour_at < #{before}
            """)
    int deleteBefore(@Param("before") Instant before);
}
