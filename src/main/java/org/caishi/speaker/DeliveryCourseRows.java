/** Reads how far announcements have come, and holds them while steps are taken. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface DeliveryCourseRows {
    /**
     * Reads announcements of one market as they are now and holds them until the transaction ends. The columns are told
     * one by one, in the record's order: to match them by name costs as much a row as the server's own work.
     */
    @Arg(column = "market_id", javaType = long.class)
    @Arg(column = "announcement_id", javaType = long.class)
    @Arg(column = "stall_id", javaType = long.class)
    @Arg(column = "device_id", javaType = long.class)
    @Arg(column = "event", javaType = String.class)
    @Arg(column = "subject_no", javaType = long.class)
    @Arg(column = "channel", javaType = String.class)
    @Arg(column = "amount_fen", javaType = long.class)
    @Arg(column = "text", javaType = String.class)
    @Arg(column = "state", javaType = DeliveryCourse.State.class)
    @Arg(column = "created_at", javaType = Instant.class)
    @Arg(column = "expires_at", javaType = Instant.class)
    @Arg(column = "given_at", javaType = Instant.class)
    @Arg(column = "sent_at", javaType = Instant.class)
    @Arg(column = "acked_at", javaType = Instant.class)
    @Arg(column = "ended_at", javaType = Instant.class)
    @Arg(column = "attempts", javaType = int.class)
    @Arg(column = "passed_on", javaType = int.class)
    @Arg(column = "duplicates", javaType = int.class)
    @Select("""
            <script>
            select market_id, announcement_id, stall_id, device_id, event, subject_no, channel, amount_fen, text, state,
                   created_at, expires_at, given_at, sent_at, acked_at, ended_at, attempts, passed_on, duplicates
              from speaker_announcement
             where market_id = #{marketId}
               and announcement_id in <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
             order by market_id, announcement_id
               for update
            </script>
            """)
    List<Standing> lock(@Param("marketId") long marketId, @Param("ids") List<Long> ids);

    /** Which of these steps were taken. */
    @Select("""
            <script>
            select step_id
              from speaker_step
             where market_id = #{marketId}
               and announcement_id in <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
               and step_id in <foreach collection="marks" item="mark" open="(" separator="," close=")">#{mark}</foreach>
            </script>
            """)
    List<Long> taken(@Param("marketId") long marketId, @Param("ids") List<Long> ids, @Param("marks") List<Long> marks);

    /** A whole row: what never changes goes back with the rest, see {@link DeliveryStepRows#write}. */
    record Standing(
            long marketId,
            long announcementId,
            long stallId,
            long deviceId,
            String event,
            long subjectNo,
            String channel,
            long amountFen,
            String text,
            DeliveryCourse.State state,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant givenAt,
            @Nullable Instant sentAt,
            @Nullable Instant ackedAt,
            @Nullable Instant endedAt,
            int attempts,
            int passedOn,
            int duplicates) {
        DeliveryCourse course() {
            return new DeliveryCourse(
                    state,
                    deviceId,
                    Announcement.isForAnyOfThem(event),
                    givenAt,
                    sentAt,
                    ackedAt,
                    endedAt,
                    attempts,
                    passedOn,
                    duplicates);
        }
    }
}
