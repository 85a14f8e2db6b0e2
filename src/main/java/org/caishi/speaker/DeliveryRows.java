/** Reads what is to be done about the rows of {@code speaker_announcement}; {@link DeliverySteps} does it. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface DeliveryRows {
    /** The next ones of a speaker, the oldest first; sums that came before those that are only asked for. */
    @Select("""
            select market_id, announcement_id, stall_id, device_id, event, amount_fen, text, created_at, expires_at,
                   sent_at, attempts
              from speaker_announcement
             where market_id = #{speaker.marketId} and state = 'QUEUED' and device_id = #{speaker.deviceId}
             order by case when event = 'ORDER_WAITING' then 1 else 0 end, announcement_id
             limit #{most}
            """)
    List<Announcement> queued(@Param("speaker") SpeakerKey speaker, @Param("most") int most);

    /** The next ones, and what was sent until then, is still news and not answered; in the same order. */
    @Select("""
            select market_id, announcement_id, stall_id, device_id, event, amount_fen, text, created_at, expires_at,
                   sent_at, attempts
              from speaker_announcement
             where market_id = #{speaker.marketId} and state in ('QUEUED', 'SENT') and device_id = #{speaker.deviceId}
               and (state = 'QUEUED' or sent_at <= #{sentUntil} and expires_at > #{now} and ended_at is null)
             order by case when event = 'ORDER_WAITING' then 1 else 0 end, announcement_id
             limit #{most}
            """)
    List<Announcement> queuedOrUnanswered(
            @Param("speaker") SpeakerKey speaker,
            @Param("sentUntil") Instant sentUntil,
            @Param("now") Instant now,
            @Param("most") int most);

    /** Whether the last step of an announcement was taken with this mark. */
    @Select("""
            select count(*) > 0
              from speaker_announcement
             where market_id = #{marketId} and announcement_id = #{id} and step_mark = #{mark}
            """)
    boolean bears(@Param("marketId") long marketId, @Param("id") long id, @Param("mark") long mark);

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
