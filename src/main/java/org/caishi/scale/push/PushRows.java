/** The rows of {@code scale_push}. */
package org.caishi.scale.push;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface PushRows {
    @Insert("""
            insert into scale_push (market_id, push_id, device_id, good_id, plu, name, fen_per_kg, state, tries, reason,
                   detail, next_at, asked_by, created_at, ended_at, hot_key, deleted)
            values (#{marketId}, #{pushId}, #{deviceId}, #{goodId}, #{plu}, #{name}, #{fenPerKg}, #{state}, #{tries},
                   #{reason}, #{detail}, #{nextAt}, #{askedBy}, #{createdAt}, #{endedAt}, #{hotKey}, #{deleted})
            """)
    void add(Push push);

    /** What still waits of these goods gives way to a younger row. */
    @Update("""
            update scale_push
               set state = 'SUPERSEDED', ended_at = #{at}
             where market_id = #{marketId} and device_id = #{deviceId} and good_id = #{goodId} and state = 'PENDING'
            """)
    int supersede(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("goodId") long goodId,
            @Param("at") Instant at);

    @Select("""
            select market_id, push_id, device_id, good_id, plu, name, fen_per_kg, state, tries, reason, detail, next_at,
                   asked_by, created_at, ended_at, hot_key, deleted
              from scale_push
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'PENDING' and next_at <= #{now}
             order by push_id
             limit #{most}
            """)
    List<Push> due(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("now") Instant now,
            @Param("most") int most);

    /** Of several nodes that are about to try the same, one counts 1 row; without a word from the scale it was silent. */
    @Update("""
            update scale_push
               set tries = tries + 1, reason = 'SILENT', detail = '', next_at = #{nextAt}
             where market_id = #{marketId} and push_id = #{pushId} and state = 'PENDING' and tries = #{tries}
            """)
    int claim(
            @Param("marketId") long marketId,
            @Param("pushId") long pushId,
            @Param("tries") int tries,
            @Param("nextAt") Instant nextAt);

    /** What waits for its next try need not wait any longer. */
    @Update("""
            update scale_push
               set next_at = #{now}
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'PENDING' and next_at > #{now}
            """)
    int hurry(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("now") Instant now);

    /** Scales of a market for which something is due. */
    @Select("""
            select distinct device_id
              from scale_push
             where market_id = #{marketId} and state = 'PENDING' and next_at <= #{now}
             order by device_id
             limit 2000
            """)
    List<Long> dueScales(@Param("marketId") long marketId, @Param("now") Instant now);

    @Select("""
            select market_id, push_id, device_id, good_id, plu, name, fen_per_kg, state, tries, reason, detail, next_at,
                   asked_by, created_at, ended_at, hot_key, deleted
              from scale_push
             where market_id = #{marketId} and push_id = #{pushId} and device_id = #{deviceId}
            """)
    Optional<Push> byId(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("pushId") long pushId);

    @Select("""
            select min(next_at)
              from scale_push
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'PENDING'
            """)
    Optional<Instant> nextAt(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Select("""
            select count(*)
              from scale_push
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    long count(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    /** One that was superseded meanwhile stays so. */
    @Update("""
            update scale_push
               set state = #{state}, reason = #{reason}, detail = #{detail}, next_at = #{nextAt},
                   ended_at = #{endedAt}
             where market_id = #{marketId} and push_id = #{pushId} and state = 'PENDING'
            """)
    int tried(Push push);

    /** What another machine's tries came to; told twice, or of goods that have ended meanwhile, it changes nothing. */
    @Update("""
            update scale_push
               set state = #{state}, tries = #{tries}, reason = #{reason}, detail = #{detail}, next_at = #{nextAt},
                   ended_at = #{endedAt}
             where market_id = #{marketId} and push_id = #{pushId} and state = 'PENDING' and tries <= #{tries}
            """)
    int told(Push push);

    /** What waits for these scales of one market, the oldest first. */
    @Select("""
            <script>
            select market_id, push_id, device_id, good_id, plu, name, fen_per_kg, state, tries, reason, detail, next_at,
                   asked_by, created_at, ended_at, hot_key, deleted
              from scale_push
             where market_id = #{marketId} and state = 'PENDING' and push_id &gt; #{after}
               and device_id in <foreach collection="deviceIds" item="id" open="(" separator="," close=")">#{id}</foreach>
             order by push_id
             limit #{most}
            </script>
            """)
    List<Push> waiting(
            @Param("marketId") long marketId,
            @Param("deviceIds") List<Long> deviceIds,
            @Param("after") long after,
            @Param("most") int most);

    /** The youngest row of each of the scale's goods. */
    @Select("""
            select p.market_id, p.push_id, p.device_id, p.good_id, p.plu, p.name, p.fen_per_kg, p.state, p.tries,
                   p.reason, p.detail, p.next_at, p.asked_by, p.created_at, p.ended_at, p.hot_key,
                   p.deleted
              from scale_push p
             where p.market_id = #{marketId} and p.device_id = #{deviceId}
               and p.push_id = (select max(q.push_id) from scale_push q
                                 where q.market_id = p.market_id and q.device_id = p.device_id
                                   and q.good_id = p.good_id)
             order by p.plu
             limit 4000
            """)
    List<Push> latest(@Param("marketId") long marketId, @Param("deviceId") long deviceId);
}
