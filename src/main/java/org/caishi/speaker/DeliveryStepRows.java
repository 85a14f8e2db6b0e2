/** Writes what steps have made of the rows of {@code speaker_announcement}, and the steps. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;
import org.caishi.speaker.DeliveryCourseRows.Standing;

@BulkMapper
interface DeliveryStepRows {
    /**
     * Only ever for a row that this transaction has locked, so nothing is ever inserted: an upsert, for 500 of them are
     * one statement to the server where 500 updates are 500.
     */
    @Insert("""
            insert into speaker_announcement (market_id, announcement_id, stall_id, device_id, event, subject_no, channel,
                   amount_fen, text, state, created_at, expires_at, given_at, sent_at, acked_at, ended_at, missed_at,
                   attempts, passed_on, duplicates)
            values (#{row.marketId}, #{row.announcementId}, #{row.stallId}, #{course.deviceId}, #{row.event},
                   #{row.subjectNo}, #{row.channel}, #{row.amountFen}, #{row.text}, #{course.state}, #{row.createdAt},
                   #{row.expiresAt}, #{course.givenAt}, #{course.sentAt}, #{course.ackedAt}, #{course.endedAt},
                   #{course.missedAt}, #{course.attempts}, #{course.passedOn}, #{course.duplicates})
            on duplicate key update device_id = values(device_id), state = values(state), given_at = values(given_at),
                   sent_at = values(sent_at), acked_at = values(acked_at), ended_at = values(ended_at),
                   missed_at = values(missed_at), attempts = values(attempts), passed_on = values(passed_on), duplicates = values(duplicates)
            """)
    void write(@Param("row") Standing row, @Param("course") DeliveryCourse course);

    /** What a step has moved is written down with it. */
    @Insert("""
            insert into speaker_step (market_id, announcement_id, step_id, device_id, kind, stepped_at)
            values (#{step.speaker.marketId}, #{step.id}, #{mark}, #{step.speaker.deviceId}, #{step.kind}, #{step.at})
            """)
    void add(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Flush
    List<BatchResult> flush();
}
