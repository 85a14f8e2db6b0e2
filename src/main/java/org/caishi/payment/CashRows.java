/** The rows of {@code payment_cash}: which tap made which sale. */
package org.caishi.payment;

import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface CashRows {
    @Insert("""
            insert into payment_cash (market_id, request_id, order_no, vendor_id, user_id, taken_at)
            values (#{marketId}, #{requestId}, #{orderNo}, #{vendorId}, #{userId}, #{takenAt})
            """)
    void add(Tap tap);

    @Select("""
            select order_no
              from payment_cash
             where market_id = #{marketId} and request_id = #{requestId} and vendor_id = #{vendorId}
            """)
    Optional<Long> orderOf(
            @Param("marketId") long marketId, @Param("requestId") String requestId, @Param("vendorId") long vendorId);

    record Tap(long marketId, String requestId, long orderNo, long vendorId, long userId, Instant takenAt) {}
}
