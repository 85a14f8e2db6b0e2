/** The rows of {@code speaker_stream_address}. */
package org.caishi.speaker;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface StreamAddressRows {
    @Insert("""
            insert into speaker_stream_address (market_id, device_id, token_hash, made_at)
            values (#{speaker.marketId}, #{speaker.deviceId}, #{tokenHash}, #{at})
            on duplicate key update token_hash = values(token_hash), made_at = values(made_at)
            """)
    void put(@Param("speaker") SpeakerKey speaker, @Param("tokenHash") byte[] tokenHash, @Param("at") Instant at);

    @Select("""
            select device_id
              from speaker_stream_address
             where market_id = #{marketId} and token_hash = #{tokenHash}
            """)
    Optional<Long> speakerOf(@Param("marketId") long marketId, @Param("tokenHash") byte[] tokenHash);

    @Select("""
            select device_id, made_at
              from speaker_stream_address
             where market_id = #{marketId}
            """)
    List<Made> of(@Param("marketId") long marketId);

    record Made(long deviceId, Instant madeAt) {}
}
