/** Reads what is to be done about the rows of {@code speaker_announcement}; {@link DeliverySteps} does it. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface DeliveryRows {
    /**
     * The next ones of each of these speakers of one market, the oldest first; sums that came before those that are only
     * asked for. The columns are told one by one, in the record's order: to match them by name costs as much a row as the
     * server's own work.
     *
     * @param orUnanswered also what was sent until {@code sentUntil}, is still news and not answered
     * @param most in all: where so many come, some of a speaker's may be missing
     */
    @Arg(column = "market_id", javaType = long.class)
    @Arg(column = "announcement_id", javaType = long.class)
    @Arg(column = "stall_id", javaType = long.class)
    @Arg(column = "device_id", javaType = long.class)
    @Arg(column = "event", javaType = String.class)
    @Arg(column = "amount_fen", javaType = long.class)
    @Arg(column = "text", javaType = String.class)
    @Arg(column = "created_at", javaType = Instant.class)
    @Arg(column = "expires_at", javaType = Instant.class)
    @Arg(column = "sent_at", javaType = Instant.class)
    @Arg(column = "attempts", javaType = int.class)
    @Select("""
            <script>
            select market_id, announcement_id, stall_id, device_id, event, amount_fen, text, created_at, expires_at,
                   sent_at, attempts
              from speaker_announcement
             where market_id = #{marketId}
               and device_id in <foreach collection="devices" item="id" open="(" separator="," close=")">#{id}</foreach>
            <choose>
            <when test="orUnanswered">
               and state in ('QUEUED', 'SENT')
               and (state = 'QUEUED' or sent_at &lt;= #{sentUntil} and expires_at > #{now} and ended_at is null)
            </when>
            <otherwise>
               and state = 'QUEUED'
            </otherwise>
            </choose>
             order by device_id, case when event = 'ORDER_WAITING' then 1 else 0 end, announcement_id
             limit #{most}
            </script>
            """)
    List<Announcement> next(
            @Param("marketId") long marketId,
            @Param("devices") List<Long> devices,
            @Param("orUnanswered") boolean orUnanswered,
            @Param("sentUntil") Instant sentUntil,
            @Param("now") Instant now,
            @Param("most") int most);

    /** The speakers for which something waits, or was sent a while ago and not answered. */
    @Select("""
            <script>
            select distinct market_id, device_id
              from speaker_announcement
             where market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and state in ('QUEUED', 'SENT') and device_id &lt;&gt; 0
               and (state = 'QUEUED' or sent_at &lt;= #{sentUntil} and ended_at is null)
             limit #{most}
            </script>
            """)
    List<SpeakerKey> waiting(
            @Param("markets") List<Long> markets, @Param("sentUntil") Instant sentUntil, @Param("most") int most);

    /** What nobody has sent in time, or nobody has answered long after its time. */
    @Select("""
            <script>
            select market_id, device_id, announcement_id, state, sent_at
              from speaker_announcement
             where market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and state in ('QUEUED', 'SENT') and ended_at is null
               and (state = 'QUEUED' and expires_at &lt;= #{now} or state = 'SENT' and expires_at &lt;= #{unanswered})
             limit #{most}
            </script>
            """)
    List<Overdue> overdue(
            @Param("markets") List<Long> markets,
            @Param("now") Instant now,
            @Param("unanswered") Instant unanswered,
            @Param("most") int most);

    /**
     * What its speaker has had long enough: not taken over by one that is free, or sent and not acknowledged. One that
     * has something in its mouth is given the time to come to what waits behind it.
     *
     * @param idSpan how far the ids of what it may still be saying go back: many speakers never tell the end
     */
    @Select("""
            <script>
            select a.market_id, a.stall_id, a.device_id, a.announcement_id, a.state, a.sent_at
              from speaker_announcement a
             where a.market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and a.state in ('QUEUED', 'SENT') and a.ended_at is null and a.device_id &lt;&gt; 0
               and a.expires_at > #{now}
               and (a.state = 'SENT' and a.sent_at &lt;= #{sentUntil}
                    or a.state = 'QUEUED' and coalesce(a.given_at, a.created_at) &lt;= #{givenUntil}
                       and not exists (select 1
                                         from speaker_announcement b
                                        where b.market_id = a.market_id and b.state = 'ACKED'
                                          and b.device_id = a.device_id and b.acked_at > #{busySince}
                                          and b.announcement_id > a.announcement_id - #{idSpan}))
             order by a.market_id, a.announcement_id
             limit #{most}
            </script>
            """)
    List<Stuck> stuck(
            @Param("markets") List<Long> markets,
            @Param("now") Instant now,
            @Param("sentUntil") Instant sentUntil,
            @Param("givenUntil") Instant givenUntil,
            @Param("busySince") Instant busySince,
            @Param("idSpan") long idSpan,
            @Param("most") int most);

    /** The stall of an announcement of this speaker. */
    @Select("""
            select stall_id
              from speaker_announcement
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
            """)
    Optional<Long> stallOf(@Param("speaker") SpeakerKey speaker, @Param("id") long id);

    /** The order, the weighing or whatever else an announcement tells of. */
    @Select("""
            select subject_no
              from speaker_announcement
             where market_id = #{marketId} and announcement_id = #{id}
            """)
    Optional<Long> subjectOf(@Param("marketId") long marketId, @Param("id") long id);

    /**
     * Whether a speaker was sent something since then that it has not said to its end.
     *
     * @param idsFrom nothing with an earlier id can have been: many speakers never tell the end
     */
    @Select("""
            select count(*) > 0
              from speaker_announcement
             where market_id = #{speaker.marketId} and state in ('SENT', 'ACKED') and device_id = #{speaker.deviceId}
               and announcement_id >= #{idsFrom} and sent_at > #{since}
            """)
    boolean isBusy(@Param("speaker") SpeakerKey speaker, @Param("idsFrom") long idsFrom, @Param("since") Instant since);

    @Select("""
            select text
              from speaker_announcement
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
            """)
    Optional<String> textOf(@Param("speaker") SpeakerKey speaker, @Param("id") long id);

    /** Whether a speaker was given an announcement before it was passed on. */
    @Select("""
            select count(*) > 0
              from speaker_step
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
            """)
    boolean wasGiven(@Param("speaker") SpeakerKey speaker, @Param("id") long id);

    record Stuck(
            long marketId,
            long stallId,
            long deviceId,
            long announcementId,
            String state,
            @Nullable Instant sentAt) {
        SpeakerKey speaker() {
            return new SpeakerKey(marketId, deviceId);
        }

        StallKey stall() {
            return new StallKey(marketId, stallId);
        }
    }

    record Overdue(
            long marketId,
            long deviceId,
            long announcementId,
            String state,
            @Nullable Instant sentAt) {
        SpeakerKey speaker() {
            return new SpeakerKey(marketId, deviceId);
        }
    }
}
