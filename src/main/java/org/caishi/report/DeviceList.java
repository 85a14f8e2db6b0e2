/** The devices of a market as their page lists them. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface DeviceList {
    @Select("""
            select d.serial, d.kind, d.maker, d.model, d.protocol, d.link, d.address, s.stall_no,
                   coalesce(r.valid_until, d.verified_until) as verified_until, d.last_seen_at
              from device_device d
              left join scale_register r on r.market_id = d.market_id and r.device_id = d.device_id
              left join market_stall s on s.market_id = d.market_id and s.stall_id = d.stall_id
             where d.market_id = #{marketId} and d.state = 'ACTIVE'
             order by d.kind, s.stall_no, d.serial
             limit #{limit}
            """)
    List<DeviceRow> of(@Param("marketId") long marketId, @Param("limit") int limit);

    record DeviceRow(
            String serial,
            String kind,
            String maker,
            String model,
            String protocol,
            String link,
            String address,
            @Nullable String stallNo,
            @Nullable LocalDate verifiedUntil,
            @Nullable Instant lastSeenAt) {
        public boolean onlineSince(Instant since) {
            return lastSeenAt != null && !lastSeenAt.isBefore(since);
        }

        public boolean overdue(LocalDate today) {
            return verifiedUntil != null && verifiedUntil.isBefore(today);
        }
    }
}
