/** Moves the rows of {@code speaker_announcement} from state to state: each step once, whoever tries, and never back. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** A step answers 1 to the one who made it and 0 to everybody else; 1 from {@link #sent} is the right to send. */
@Mapper
interface DeliveryRows {
    /** The next ones of a speaker, the oldest first. */
    @Select("""
            select market_id, announcement_id, device_id, event, amount_fen, text, created_at, expires_at, sent_at,
                   attempts
              from speaker_announcement
             where market_id = #{speaker.marketId} and state = 'QUEUED' and device_id = #{speaker.deviceId}
             order by announcement_id
             limit #{most}
            """)
    List<Announcement> queued(@Param("speaker") SpeakerKey speaker, @Param("most") int most);

    /** Sent, still news, and not answered; the oldest first. */
    @Select("""
            select market_id, announcement_id, device_id, event, amount_fen, text, created_at, expires_at, sent_at,
                   attempts
              from speaker_announcement
             where market_id = #{speaker.marketId} and state = 'SENT' and device_id = #{speaker.deviceId}
               and sent_at <= #{sentUntil} and expires_at > #{now}
             order by announcement_id
             limit #{most}
            """)
    List<Announcement> unanswered(
            @Param("speaker") SpeakerKey speaker,
            @Param("sentUntil") Instant sentUntil,
            @Param("now") Instant now,
            @Param("most") int most);

    @Select("""
            select created_at
              from speaker_announcement
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
            """)
    Optional<Instant> createdAt(@Param("speaker") SpeakerKey speaker, @Param("id") long id);

    /** The speakers for which something waits, or was sent a while ago and not answered. */
    @Select("""
            <script>
            select distinct market_id, device_id
              from speaker_announcement
             where market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and state in ('QUEUED', 'SENT') and device_id &lt;&gt; 0
               and (state = 'QUEUED' or sent_at &lt;= #{sentUntil})
             limit #{most}
            </script>
            """)
    List<SpeakerKey> waiting(
            @Param("markets") List<Long> markets, @Param("sentUntil") Instant sentUntil, @Param("most") int most);

    /** What nobody has sent in time, or nobody has answered long after its time. */
    @Select("""
            <script>
            select market_id, device_id, announcement_id, state
              from speaker_announcement
             where market_id in <foreach collection="markets" item="id" open="(" separator="," close=")">#{id}</foreach>
               and state in ('QUEUED', 'SENT')
               and (state = 'QUEUED' and expires_at &lt;= #{now} or state = 'SENT' and expires_at &lt;= #{unanswered})
             limit #{most}
            </script>
            """)
    List<Overdue> overdue(
            @Param("markets") List<Long> markets,
            @Param("now") Instant now,
            @Param("unanswered") Instant unanswered,
            @Param("most") int most);

    @Update("""
            update speaker_announcement
               set state = 'SENT', sent_at = #{at}, attempts = attempts + 1
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'QUEUED'
            """)
    int sent(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** Takes the right to send once more, if nobody has since it was read. */
    @Update("""
            update speaker_announcement
               set attempts = attempts + 1
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'SENT' and attempts = #{attempts}
            """)
    int sentAgain(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("attempts") int attempts);

    @Update("""
            update speaker_announcement
               set state = 'ACKED', acked_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'SENT'
            """)
    int acked(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    @Update("""
            update speaker_announcement
               set state = 'SPOKEN', ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'ACKED'
            """)
    int spoken(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** The speaker has said it without a word before. */
    @Update("""
            update speaker_announcement
               set state = 'SPOKEN', acked_at = #{at}, ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'SENT'
            """)
    int spokenAtOnce(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** It is no news any more and was never sent. */
    @Update("""
            update speaker_announcement
               set state = 'EXPIRED', ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'QUEUED'
            """)
    int late(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** The speaker says that it was too late when its turn came. */
    @Update("""
            update speaker_announcement
               set state = 'EXPIRED', ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state in ('SENT', 'ACKED')
            """)
    int expired(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    @Update("""
            update speaker_announcement
               set state = 'FAILED', ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state in ('SENT', 'ACKED')
            """)
    int failed(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** Nobody has answered: an answer that came meanwhile stands. */
    @Update("""
            update speaker_announcement
               set state = 'FAILED', ended_at = #{at}
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'SENT'
            """)
    int unheard(@Param("speaker") SpeakerKey speaker, @Param("id") long id, @Param("at") Instant at);

    /** The one step back, for what certainly never left us: the line was gone before its turn came. */
    @Update("""
            update speaker_announcement
               set state = 'QUEUED', sent_at = null
             where market_id = #{speaker.marketId} and announcement_id = #{id} and device_id = #{speaker.deviceId}
               and state = 'SENT'
            """)
    int returned(@Param("speaker") SpeakerKey speaker, @Param("id") long id);

    record Overdue(long marketId, long deviceId, long announcementId, String state) {
        SpeakerKey speaker() {
            return new SpeakerKey(marketId, deviceId);
        }
    }
}
