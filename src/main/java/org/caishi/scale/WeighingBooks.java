/** What is written about weighings in bulk: new ones with their items, and the marks of a payment batch. */
package org.caishi.scale;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface WeighingBooks {
    @Insert("""
            insert into scale_weighing (market_id, weighing_id, stall_id, vendor_id, device_id, device_seq, source,
                   total_fen, state, weighed_at, received_at, business_date, message_sha256, prev_hash, scale_time,
                   late, belongs_to, tap)
            values (#{weighing.marketId}, #{weighing.weighingId}, #{weighing.stallId}, #{weighing.vendorId},
                   #{weighing.deviceId}, #{deviceSeq}, #{weighing.source}, #{weighing.total.fen}, #{weighing.state},
                   #{weighing.weighedAt}, #{receivedAt}, #{weighing.businessDate}, #{told.sha256}, #{told.prevHash},
                   #{told.scaleTime}, #{told.late}, #{told.belongsTo}, #{tap})
            """)
    void add(NewWeighing weighing);

    @Insert("""
            insert into scale_weighing_item (market_id, weighing_id, line_no, good_id, plu, name, net_grams, tare_grams,
                   fen_per_kg, amount_fen, flags)
            values (#{of.marketId}, #{of.weighingId}, #{item.lineNo}, #{item.goodId}, #{item.plu}, #{item.name},
                   #{item.net.grams}, #{item.tare.grams}, #{item.price.fenPerKilogram}, #{item.amount.fen}, #{flags})
            """)
    void addItem(@Param("of") Weighing of, @Param("item") Weighing.Item item, @Param("flags") String flags);

    /** Only ever for a weighing that this transaction has locked and found unpaid. */
    @Update("""
            update scale_weighing
               set state = #{paid.as}, order_no = #{paid.orderNo}, settled_at = #{paid.at}
             where market_id = #{marketId} and weighing_id = #{paid.weighingId}
            """)
    void markPaid(@Param("marketId") long marketId, @Param("paid") PaidWeighing paid);

    /** Keeps the number of an order that paid for a weighing which its vendor had taken back. */
    @Update("""
            update scale_weighing
               set order_no = #{paid.orderNo}
             where market_id = #{marketId} and weighing_id = #{paid.weighingId}
            """)
    void notePaid(@Param("marketId") long marketId, @Param("paid") PaidWeighing paid);

    /** Only ever for a weighing that this transaction has written. */
    @Update("""
            update scale_weighing
               set settled_at = #{at}
             where market_id = #{marketId} and weighing_id = #{weighingId}
            """)
    void abandonedAt(@Param("marketId") long marketId, @Param("weighingId") long weighingId, @Param("at") Instant at);

    @Flush
    List<BatchResult> flush();
}
