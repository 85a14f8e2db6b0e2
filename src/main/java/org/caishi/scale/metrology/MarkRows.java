/** Inserts into {@code scale_unverified}, gathered into batches with the weighings they belong to. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;
import org.caishi.scale.Weighing;
import org.jspecify.annotations.Nullable;

@BulkMapper
interface MarkRows {
    @Insert("""
            insert into scale_unverified (market_id, weighing_id, device_id, business_date, valid_until)
            values (#{of.marketId}, #{of.weighingId}, #{of.deviceId}, #{of.businessDate}, #{validUntil})
            """)
    void mark(@Param("of") Weighing of, @Param("validUntil") @Nullable LocalDate validUntil);

    @Flush
    List<BatchResult> flush();
}
