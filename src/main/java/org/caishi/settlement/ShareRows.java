/** Writes {@code settlement_share}. */
package org.caishi.settlement;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface ShareRows {
    @Insert("""
            insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,
                   amount_fen, business_date)
            values (#{share.marketId}, #{share.sourceNo}, #{share.lineNo}, #{share.kind}, #{share.orderNo},
                   #{share.stallId}, #{share.vendorId}, #{share.party}, #{fen}, #{share.businessDate})
            """)
    void add(@Param("share") Share share, @Param("fen") long fen);

    @Flush
    List<BatchResult> flush();
}
