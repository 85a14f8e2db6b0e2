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
            insert into speaker_command (market_id, command_id, device_id, command, value, state, asked_by, sent_at)
            values (#{marketId}, #{c.commandId}, #{deviceId}, #{c.command}, #{c.value}, 'SENT', #{c.askedBy}, #{c.sentAt})
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

    @Select("""
            select count(*)
              from speaker_command
             where market_id = #{marketId} and device_id = #{deviceId} and sent_at > #{since}
            """)
    int countSince(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("since") Instant since);

    /** The latest first. */
    @Select("""
            select command_id, command, value, state, asked_by, sent_at, ended_at
              from speaker_command
             where market_id = #{marketId} and device_id = #{deviceId}
             order by command_id desc
             limit #{most}
            """)
    List<SpeakerCommand> latest(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("most") int most);
}
