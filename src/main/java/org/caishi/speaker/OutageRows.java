/** Finds what expired while a speaker was away, and marks it as told. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface OutageRows {
    @Select("""
            <script>
            select market_id, stall_id, device_id, max(missed_at) as last_missed_at
              from speaker_announcement
             where market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and missed_at > #{since} and summary_id is null and event = 'RECEIVED'
             group by market_id, stall_id, device_id
             limit #{most}
            </script>
            """)
    List<Missed> missed(@Param("markets") List<Long> markets, @Param("since") Instant since, @Param("most") int most);

    @Update("""
            update speaker_announcement
               set summary_id = #{id}
             where market_id = #{missed.marketId} and missed_at > #{since} and missed_at <= #{missed.lastMissedAt}
               and summary_id is null and event = 'RECEIVED' and device_id = #{missed.deviceId} and stall_id = #{missed.stallId}
            """)
    int mark(@Param("missed") Missed missed, @Param("since") Instant since, @Param("id") long id);

    @Select("""
            select count(*) as payments, cast(sum(amount_fen) as signed) as amount_fen
              from speaker_announcement
             where market_id = #{missed.marketId} and missed_at > #{since} and missed_at <= #{missed.lastMissedAt}
               and summary_id = #{id}
            """)
    Sum sumOf(@Param("missed") Missed missed, @Param("since") Instant since, @Param("id") long id);

    record Missed(long marketId, long stallId, long deviceId, Instant lastMissedAt) {
        SpeakerKey speaker() {
            return new SpeakerKey(marketId, deviceId);
        }

        StallKey stall() {
            return new StallKey(marketId, stallId);
        }
    }

    record Sum(int payments, long amountFen) {}
}
