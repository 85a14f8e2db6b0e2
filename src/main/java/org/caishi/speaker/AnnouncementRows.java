/** Writes {@code speaker_announcement} within a booking. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;
import org.jspecify.annotations.Nullable;

@BulkMapper
interface AnnouncementRows {
    @Insert("""
            insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no, channel,
                   amount_fen, text, state, created_at, expires_at, ended_at, missed_at, attempts)
            values (#{marketId}, #{announcementId}, #{stallId}, #{deviceId}, #{event}, #{subjectNo}, #{channel},
                   #{amountFen}, #{text}, #{state}, #{createdAt}, #{expiresAt}, #{endedAt}, #{missedAt}, 0)
            """)
    void add(Row row);

    @Flush
    List<BatchResult> flush();

    record Row(
            long marketId,
            long announcementId,
            long stallId,
            long deviceId,
            String event,
            long subjectNo,
            String channel,
            long amountFen,
            String text,
            String state,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant endedAt) {
        /** Where there was a speaker to say it. */
        @Nullable Instant missedAt() {
            return state.equals("EXPIRED") && deviceId != SpeakerKey.NOBODY ? endedAt : null;
        }
    }
}
