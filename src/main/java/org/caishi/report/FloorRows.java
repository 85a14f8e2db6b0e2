/** The stalls of a market as the manager's map shows them, and when each last sold. */
package org.caishi.report;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface FloorRows {
    /** Every stall in walking order with its zone and who holds it now. */
    @Select("""
            select s.stall_id, s.stall_no, s.state, z.name as zone_name, v.trade_name, v.state as vendor_state
              from market_stall s
              join market_zone z on z.market_id = s.market_id and z.zone_id = s.zone_id
              left join market_vendor v on v.market_id = s.market_id and v.vendor_id = s.vendor_id
             where s.market_id = #{marketId}
             order by z.position, s.position, s.stall_no
            """)
    List<StallRow> of(@Param("marketId") long marketId);

    /**
     * When each stall last sold, among the orders made since an instant: the index knows when an order was made, not
     * when it was paid, so ask for longer than you mean.
     */
    @Select("""
            select stall_id, max(paid_at) as last_paid_at
              from payment_order
             where market_id = #{marketId}
               and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
               and created_at >= #{since}
             group by stall_id
            """)
    List<LastSale> lastSales(@Param("marketId") long marketId, @Param("since") Instant since);

    record StallRow(
            long stallId,
            String stallNo,
            String state,
            String zoneName,
            @Nullable String tradeName,
            @Nullable String vendorState) {}

    record LastSale(long stallId, Instant lastPaidAt) {}
}
