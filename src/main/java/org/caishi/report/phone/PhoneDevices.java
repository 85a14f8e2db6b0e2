/** The scale and the speaker of a stall, and when they were last heard of. */
package org.caishi.report.phone;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface PhoneDevices {
    @Select("""
            select kind, maker, model, serial, last_seen_at
              from device_device
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'ACTIVE'
             order by kind, device_id
             limit 10
            """)
    List<StallDevice> of(@Param("marketId") long marketId, @Param("stallId") long stallId);

    /** One device. */
    record StallDevice(
            String kind,
            String maker,
            String model,
            String serial,
            @Nullable Instant lastSeenAt) {
        /** Whether it was heard of since then. */
        public boolean seenSince(Instant since) {
            return lastSeenAt != null && lastSeenAt.isAfter(since);
        }
    }
}
