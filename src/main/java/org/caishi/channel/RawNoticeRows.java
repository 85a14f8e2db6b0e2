/** Writes the rows of {@code channel_raw_notice} in bulk. */
package org.caishi.channel;

import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface RawNoticeRows {
    /**
     * A batch whose commit was in doubt comes again with the same ids, and is there already. As Base64, for the driver
     * writes bytes one by one as hexadecimal digits, which cost more than all other columns of a notice.
     */
    @Insert("""
            insert into channel_raw_notice (market_id, notice_id, channel, account_id, order_no, verdict, sender,
                   received_at, sealed)
            values (#{n.marketId}, #{n.noticeId}, #{n.channel}, #{n.accountId}, #{n.orderNo}, #{n.verdict}, #{n.sender},
                    #{n.receivedAt}, from_base64(#{base64}))
            on duplicate key update notice_id = values(notice_id)
            """)
    void add(RawNotices.Row row);

    @Flush
    List<BatchResult> flush();
}
