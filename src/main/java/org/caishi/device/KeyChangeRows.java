/** The rows of {@code device_key_change}: the second key that is good for a device for a while. */
package org.caishi.device;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface KeyChangeRows {
    /** A change that was begun before is forgotten with the key it offered. */
    @Insert("""
            insert into device_key_change (market_id, device_id, other_sealed, state, offered_at, until_at)
            values (#{marketId}, #{deviceId}, #{sealed}, 'OFFERED', #{at}, #{until})
            on duplicate key update other_sealed = values(other_sealed), state = 'OFFERED', offered_at = values(offered_at),
                   until_at = values(until_at)
            """)
    void offer(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("sealed") byte[] sealed,
            @Param("at") Instant at,
            @Param("until") Instant until);

    @Select("""
            select hex(other_sealed) as other_sealed, state, offered_at, until_at
              from device_key_change
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    Optional<Row> find(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Select("""
            select hex(other_sealed) as other_sealed, state, offered_at, until_at
              from device_key_change
             where market_id = #{marketId} and device_id = #{deviceId}
               for update
            """)
    Optional<Row> lock(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Update("""
            update device_device
               set key_sealed = #{sealed}
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    int put(@Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("sealed") byte[] sealed);

    @Update("""
            update device_key_change
               set other_sealed = #{former}, state = 'TAKEN', until_at = #{until}
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    int taken(
            @Param("marketId") long marketId,
            @Param("deviceId") long deviceId,
            @Param("former") byte[] former,
            @Param("until") Instant until);

    /** @param otherSealed in hex */
    record Row(String otherSealed, KeyChanges.State state, Instant offeredAt, Instant untilAt) {}
}
