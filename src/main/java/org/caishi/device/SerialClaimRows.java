/** Reads who has a serial now, and holds the row. */
package org.caishi.device;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface SerialClaimRows {
    @Select("""
            select market_id, device_id
              from device_directory
             where serial = #{serial}
               for update
            """)
    Optional<Place> lock(@Param("serial") String serial);

    @Select("""
            select device_id, last_seen_at
              from device_device
             where market_id = #{marketId} and device_id = #{deviceId} and state = 'ACTIVE'
               for update
            """)
    Optional<Sight> lockDevice(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    /** Where a device's row is. */
    record Place(long marketId, long deviceId) {}

    record Sight(long deviceId, @Nullable Instant lastSeenAt) {}
}
