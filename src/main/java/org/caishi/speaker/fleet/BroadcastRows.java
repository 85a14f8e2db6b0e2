/** The rows of {@code speaker_broadcast} and who was to say each. */
package org.caishi.speaker.fleet;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface BroadcastRows {
    /** Refused by its key when it was sent before. */
    @Insert("""
            insert into speaker_broadcast (market_id, broadcast_id, zone_id, text, speakers, asked_by, at, expires_at)
            values (#{marketId}, #{b.broadcastId}, #{b.zoneId}, #{b.text}, #{b.speakers}, #{b.askedBy}, #{b.at},
                    #{b.expiresAt})
            """)
    void add(@Param("marketId") long marketId, @Param("b") Broadcast broadcast);

    @Select("""
            select count(*)
              from speaker_broadcast
             where market_id = #{marketId} and at > #{since}
            """)
    int countSince(@Param("marketId") long marketId, @Param("since") Instant since);

    /** The latest first. */
    @Select("""
            select broadcast_id, zone_id, text, speakers, asked_by, at, expires_at
              from speaker_broadcast
             where market_id = #{marketId}
             order by at desc, broadcast_id desc
             limit #{most}
            """)
    List<Broadcast> latest(@Param("marketId") long marketId, @Param("most") int most);

    /** How many speakers stand where, by broadcast and by the state of their announcement. */
    @Select("""
            select s.broadcast_id, a.state, count(*) as speakers
              from speaker_broadcast_share s
              join speaker_announcement a
                on a.market_id = s.market_id and a.announcement_id = s.announcement_id
             where s.market_id = #{marketId} and s.broadcast_id >= #{since}
             group by s.broadcast_id, a.state
            """)
    List<Standing> standings(@Param("marketId") long marketId, @Param("since") long since);

    /**
     * Something said to many.
     *
     * @param broadcastId made with the form, so that a button pressed twice is one broadcast
     * @param zoneId null: the whole market
     */
    record Broadcast(
            long broadcastId,
            @Nullable Long zoneId,
            String text,
            int speakers,
            String askedBy,
            Instant at,
            Instant expiresAt) {}

    record Standing(long broadcastId, String state, int speakers) {}
}
