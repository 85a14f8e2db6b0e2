/** The rows of {@code speaker_choice}. */
package org.caishi.speaker;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface SpeechChoiceRows {
    @Select("""
            select stall_id, wording, own_words, language, volume, speed, quiet_from, quiet_until, expiry_seconds,
                   tells_waiting
              from speaker_choice
             where market_id = #{marketId}
            """)
    List<Row> of(@Param("marketId") long marketId);

    @Insert("""
            insert into speaker_choice (market_id, stall_id, wording, own_words, language, volume, speed, quiet_from,
                   quiet_until, expiry_seconds, tells_waiting)
            values (#{stall.marketId}, #{stall.stallId}, #{choice.wording}, #{choice.ownWords}, #{choice.language},
                   #{choice.volume}, #{choice.speed}, #{choice.quietFrom}, #{choice.quietUntil},
                   #{choice.expirySeconds}, #{choice.tellsWaiting})
            on duplicate key update wording = values(wording), own_words = values(own_words),
                   language = values(language), volume = values(volume), speed = values(speed),
                   quiet_from = values(quiet_from), quiet_until = values(quiet_until),
                   expiry_seconds = values(expiry_seconds), tells_waiting = values(tells_waiting)
            """)
    void put(@Param("stall") StallKey stall, @Param("choice") SpeechChoice choice);

    record Row(
            long stallId,
            String wording,
            String ownWords,
            String language,
            @Nullable Integer volume,
            @Nullable Integer speed,
            @Nullable Integer quietFrom,
            @Nullable Integer quietUntil,
            @Nullable Integer expirySeconds,
            @Nullable Boolean tellsWaiting) {
        SpeechChoice choice() {
            return new SpeechChoice(
                    wording, ownWords, language, volume, speed, quietFrom, quietUntil, expirySeconds, tellsWaiting);
        }
    }
}
