/** Writes {@code settlement_share}. */
package org.caishi.settlement;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface ShareRows {
    @Insert("""
            insert into settlement_share (market_id, source_no, line_no, kind, order_no, stall_id, vendor_id, party,
                   amount_fen, business_date)
            values (#{marketId}, #{sourceNo}, #{lineNo}, #{kind}, #{orderNo},
                   #{stallId}, #{vendorId}, #{party}, #{amountFen}, #{businessDate})
            """)
    void add(Row row);

    @Flush
    List<BatchResult> flush();

    /** A share in the columns' types; a flat record is bound at half the cost of a named one with a part beside it. */
    record Row(
            long marketId,
            long sourceNo,
            int lineNo,
            Share.Kind kind,
            long orderNo,
            long stallId,
            long vendorId,
            Share.Party party,
            long amountFen,
            LocalDate businessDate) {
        static Row of(Share share) {
            return new Row(
                    share.marketId(),
                    share.sourceNo(),
                    share.lineNo(),
                    share.kind(),
                    share.orderNo(),
                    share.stallId(),
                    share.vendorId(),
                    share.party(),
                    share.amount().fen(),
                    share.businessDate());
        }
    }
}
