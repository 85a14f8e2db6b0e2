/** Moves the rows of {@code speaker_announcement} from state to state: never back, but for what never left us. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

/** The update count of a step is 1 for the one who made it and 0 for everybody else. */
@BulkMapper
interface DeliveryStepRows {
    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = 'SENT', sent_at = #{step.at}, attempts = attempts + 1
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state = 'QUEUED'
            """)
    void sent(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, attempts = attempts + 1
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state = 'SENT' and attempts = #{step.attempts}
            """)
    void sentAgain(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = 'ACKED', acked_at = #{step.at}
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state = 'SENT'
            """)
    void acked(@Param("step") DeliveryStep step, @Param("mark") long mark);

    /** A speaker may say it without a word before. */
    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = 'SPOKEN', acked_at = coalesce(acked_at, #{step.at}), ended_at = #{step.at}
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state in ('SENT', 'ACKED')
            """)
    void spoken(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = #{state}, ended_at = #{step.at}
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state in (#{from}, #{orFrom})
            """)
    void ended(
            @Param("step") DeliveryStep step,
            @Param("mark") long mark,
            @Param("state") String state,
            @Param("from") String from,
            @Param("orFrom") String orFrom);

    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = 'QUEUED', sent_at = null
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state = 'SENT'
            """)
    void returned(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Flush
    List<BatchResult> flush();
}
