/** Writes {@code ledger_journal} and {@code ledger_entry}; nothing else ever touches them. */
package org.caishi.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface Journals {
    @Insert("""
            insert into ledger_journal (market_id, journal_id, business_key, kind, business_date, posted_at)
            values (#{marketId}, #{journalId}, #{businessKey}, #{kind}, #{businessDate}, #{postedAt})
            """)
    void add(Head head);

    @Insert("""
            insert into ledger_entry (market_id, journal_id, line_no, account_id, amount_fen, business_date)
            values (#{marketId}, #{journalId}, #{lineNo}, #{accountId}, #{amountFen}, #{businessDate})
            """)
    void addEntry(Entry entry);

    @Flush
    List<BatchResult> flush();

    record Head(
            long marketId, long journalId, String businessKey, String kind, LocalDate businessDate, Instant postedAt) {}

    record Entry(long marketId, long journalId, int lineNo, long accountId, long amountFen, LocalDate businessDate) {}
}
