/** The rows of {@code speaker_command}: what was asked of a speaker, and what it answered. */
package org.caishi.speaker.fleet;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface CommandRows {
    @Insert("""
            insert into speaker_command (market_id, command_id, device_id, command, value, state, asked_by, sent_at,
                   ended_at)
            values (#{marketId}, #{c.commandId}, #{deviceId}, #{c.command}, #{c.value}, #{c.state}, #{c.askedBy},
                    #{c.sentAt}, #{c.endedAt})
            """)
    void add(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("c") SpeakerCommand command);

    @Update("""
            update speaker_command
               set state = #{state}, ended_at = #{at}
             where market_id = #{marketId} and command_id = #{commandId} and device_id = #{deviceId} and state = 'SENT'
            """)
    int end(
            @Param("marketId") long marketId,
            @Param("commandId") long commandId,
            @Param("deviceId") long deviceId,
            @Param("state") SpeakerCommand.State state,
            @Param("at") Instant at);

    /** Those that their speaker is still to be told, the oldest first. */
    @Select("""
            select command_id, command, value, state, asked_by, sent_at, ended_at
              from speaker_command
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'WAITING' and sent_at > #{since}
             order by command_id
             limit #{most}
            """)
    List<SpeakerCommand> waiting(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("since") Instant since,
            @Param("most") int most);

    /** The right to tell it, for one who asks; from now on its answer is due. */
    @Update("""
            update speaker_command
               set state = 'SENT', sent_at = #{at}
             where market_id = #{marketId} and command_id = #{commandId} and state = 'WAITING'
            """)
    int send(@Param("marketId") long marketId, @Param("commandId") long commandId, @Param("at") Instant at);

    @Select("""
            select count(*) > 0
              from speaker_command
             where market_id = #{marketId} and command_id = #{commandId} and device_id = #{deviceId}
            """)
    boolean has(@Param("marketId") long marketId, @Param("commandId") long commandId, @Param("deviceId") long deviceId);

    @Select("""
            select count(*)
              from speaker_command
             where market_id = #{marketId} and device_id = #{deviceId} and sent_at > #{since}
            """)
    int countSince(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("since") Instant since);

    /** The latest first; a test sentence that was said as an announcement has the state of that. */
    @Select("""
            select c.command_id, c.command, c.value, c.asked_by, c.sent_at, c.ended_at,
                   case when a.state is null then c.state
                        when a.state in ('ACKED', 'SPOKEN') then 'DONE'
                        when a.state in ('EXPIRED', 'FAILED') then 'FAILED'
                        else 'SENT' end as state
              from speaker_command c
              left join speaker_announcement a
                on a.market_id = c.market_id and a.subject_no = c.command_id and a.event = 'TEST'
             where c.market_id = #{marketId} and c.device_id = #{deviceId}
             order by c.command_id desc
             limit #{most}
            """)
    List<SpeakerCommand> latest(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("most") int most);
}
