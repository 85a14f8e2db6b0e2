/** What is written about weighings in bulk: the marks of a payment batch. */
package org.caishi.scale;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface WeighingBooks {
    /** Only ever for a weighing that this transaction has locked and found WAITING. */
    @Update("""
            update scale_weighing
               set state = 'PAID', order_no = #{paid.orderNo}, settled_at = #{paid.at}
             where market_id = #{marketId} and weighing_id = #{paid.weighingId}
            """)
    void markPaid(@Param("marketId") long marketId, @Param("paid") PaidWeighing paid);

    @Flush
    List<BatchResult> flush();
}
