/** Moves the rows of {@code speaker_announcement} from state to state: never back, but for what never left us. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
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

    /** As {@link #sent}, and it has ended with that. */
    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, state = 'SENT', sent_at = #{step.at}, ended_at = #{step.at}, attempts = attempts + 1
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state = 'QUEUED'
            """)
    void sentForGood(@Param("step") DeliveryStep step, @Param("mark") long mark);

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

    /**
     * No more than five speakers are asked, so that it never goes round in a circle; and never another for what was
     * meant for one speaker.
     */
    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, device_id = #{step.toDevice}, state = 'QUEUED', given_at = #{step.at},
                   sent_at = null, acked_at = null, attempts = 0, passed_on = passed_on + 1
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id}
               and device_id = #{step.speaker.deviceId} and state in (#{from}, 'SENT') and passed_on < 5
               and event not in ('NOTICE', 'TEST')
            """)
    void passedOn(@Param("step") DeliveryStep step, @Param("mark") long mark, @Param("from") String from);

    /** Counted up to twenty: a speaker that repeats itself for ever fills no table. */
    @Update("""
            update speaker_announcement
               set step_mark = #{mark}, duplicates = duplicates + 1
             where market_id = #{step.speaker.marketId} and announcement_id = #{step.id} and duplicates < 20
            """)
    void duplicate(@Param("step") DeliveryStep step, @Param("mark") long mark);

    /** What a step has moved is written down with it. */
    @Insert("""
            insert into speaker_step (market_id, announcement_id, step_id, device_id, kind, stepped_at)
            values (#{step.speaker.marketId}, #{step.id}, #{mark}, #{step.speaker.deviceId}, #{step.kind}, #{step.at})
            """)
    void add(@Param("step") DeliveryStep step, @Param("mark") long mark);

    @Flush
    List<BatchResult> flush();
}
