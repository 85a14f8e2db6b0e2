/** What is missing or wrong in what each scale has told: gaps in its numbers, broken chains, refusals. */
package org.caishi.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface SequenceRows {
    /** The scales that number their sales, those with something amiss first. */
    @Select("""
            select d.device_id, d.serial, d.model, s.stall_no, t.first_seq, t.highest_seq, t.chained_from,
                   coalesce(g.missing, 0) as missing, coalesce(b.breaks, 0) as breaks, coalesce(r.refusals, 0) as refusals
              from device_device d
              left join market_stall s on s.market_id = d.market_id and s.stall_id = d.stall_id
              left join scale_stream t on t.market_id = d.market_id and t.device_id = d.device_id and t.first_seq > 0
              left join (select device_id, cast(sum(missing) as signed) as missing
                           from scale_gap
                          where market_id = #{marketId}
                          group by device_id) g on g.device_id = d.device_id
              left join (select device_id, count(*) as breaks
                           from scale_break
                          where market_id = #{marketId}
                          group by device_id) b on b.device_id = d.device_id
              left join (select device_id, count(*) as refusals
                           from scale_refusal
                          where market_id = #{marketId}
                          group by device_id) r on r.device_id = d.device_id
             where d.market_id = #{marketId} and (t.device_id is not null or r.device_id is not null)
             order by coalesce(g.missing, 0) > 0 desc, coalesce(b.breaks, 0) > 0 desc, r.refusals is null, s.stall_no,
                   d.serial
             limit #{limit} offset #{offset}
            """)
    List<Stream> of(@Param("marketId") long marketId, @Param("limit") int limit, @Param("offset") int offset);

    @Select("""
            select device_id
              from device_device
             where market_id = #{marketId} and serial = #{serial}
             order by state, device_id desc
             limit 1
            """)
    Optional<Long> device(@Param("marketId") long marketId, @Param("serial") String serial);

    /** The open ones first, then the newest. */
    @Select("""
            select from_seq, to_seq, missing, since, healed_at
              from scale_gap
             where market_id = #{marketId} and device_id = #{deviceId}
             order by healed_at is not null, since desc, from_seq desc
             limit #{limit}
            """)
    List<Gap> gaps(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("limit") int limit);

    /** The numbers of a gap that have come after all. */
    @Select("""
            select device_seq
              from scale_weighing
             where market_id = #{marketId} and device_id = #{deviceId} and device_seq between #{from} and #{to}
             order by device_seq
             limit #{limit}
            """)
    List<Long> arrived(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("from") long from,
            @Param("to") long to,
            @Param("limit") int limit);

    @Select("""
            select b.device_seq, b.expected, b.told, b.found_at, w.weighing_id
              from scale_break b
              left join scale_weighing w
                on w.market_id = b.market_id and w.device_id = b.device_id and w.device_seq = b.device_seq
             where b.market_id = #{marketId} and b.device_id = #{deviceId}
             order by b.found_at desc, b.device_seq desc
             limit #{limit}
            """)
    List<Break> breaks(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("limit") int limit);

    @Select("""
            select device_seq, reason, words, first_at, last_at, times
              from scale_refusal
             where market_id = #{marketId} and device_id = #{deviceId}
             order by last_at desc, device_seq desc
             limit #{limit}
            """)
    List<Refusal> refusals(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("limit") int limit);

    record Stream(
            long deviceId,
            String serial,
            String model,
            @Nullable String stallNo,
            @Nullable Long firstSeq,
            @Nullable Long highestSeq,
            @Nullable Long chainedFrom,
            long missing,
            long breaks,
            long refusals) {}

    record Gap(
            long fromSeq,
            long toSeq,
            long missing,
            Instant since,
            @Nullable Instant healedAt) {}

    record Break(
            long deviceSeq,
            @Nullable String expected,
            @Nullable String told,
            Instant foundAt,
            @Nullable Long weighingId) {}

    record Refusal(long deviceSeq, String reason, String words, Instant firstAt, Instant lastAt, int times) {}
}
