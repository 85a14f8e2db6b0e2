/** Closed business days with their statements, what the open day comes to, and the journal that must say the same. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface DayRows {
    @Select("""
            select business_date, closed_at, payments, gross_fen, refund_fen, fee_fen, commission_fen, net_fen
              from settlement_day
             where market_id = #{marketId}
             order by business_date desc
             limit #{limit} offset #{offset}
            """)
    List<DayRow> days(@Param("marketId") long marketId, @Param("limit") int limit, @Param("offset") int offset);

    @Select("""
            select business_date, closed_at, payments, gross_fen, refund_fen, fee_fen, commission_fen, net_fen
              from settlement_day
             where market_id = #{marketId} and business_date = #{date}
            """)
    Optional<DayRow> day(@Param("marketId") long marketId, @Param("date") LocalDate date);

    @Select("""
            select s.stall_no, z.name as zone_name, v.trade_name, v.owner_masked, t.payments, t.gross_fen, t.refund_fen,
                   t.fee_fen, t.subsidy_fen, t.commission_fen, t.net_fen
              from settlement_statement t
              join market_stall s on s.market_id = t.market_id and s.stall_id = t.stall_id
              join market_zone z on z.market_id = s.market_id and z.zone_id = s.zone_id
              join market_vendor v on v.market_id = t.market_id and v.vendor_id = t.vendor_id
             where t.market_id = #{marketId} and t.business_date = #{date}
             order by z.position, s.position, s.stall_no, t.vendor_id
            """)
    List<StatementLine> statements(@Param("marketId") long marketId, @Param("date") LocalDate date);

    /**
     * An open date's statements as they would be now: payments and gross from the orders, the rest from the shares, each
     * added up by itself before they meet.
     */
    @Select("""
            select s.stall_no, z.name as zone_name, v.trade_name, v.owner_masked,
                   coalesce(o.payments, 0) as payments, coalesce(o.gross_fen, 0) as gross_fen,
                   h.refund_fen, h.fee_fen, h.subsidy_fen, h.commission_fen, h.net_fen
              from (select stall_id, vendor_id,
                           sum(case when kind = 'REFUND' then -amount_fen else 0 end) as refund_fen,
                           sum(case when party in ('CHANNEL', 'SUBSIDY') then amount_fen else 0 end) as fee_fen,
                           sum(case when party = 'SUBSIDY' then -amount_fen else 0 end) as subsidy_fen,
                           sum(case when party = 'MARKET' then amount_fen else 0 end) as commission_fen,
                           sum(case when party = 'VENDOR' then amount_fen else 0 end) as net_fen
                      from settlement_share
                     where market_id = #{marketId} and business_date = #{date}
                     group by stall_id, vendor_id) h
              left join (select stall_id, vendor_id, count(*) as payments, sum(amount_fen) as gross_fen
                           from payment_order
                          where market_id = #{marketId} and business_date = #{date} and channel <> 'CASH'
                          group by stall_id, vendor_id) o
                on o.stall_id = h.stall_id and o.vendor_id = h.vendor_id
              join market_stall s on s.market_id = #{marketId} and s.stall_id = h.stall_id
              join market_zone z on z.market_id = s.market_id and z.zone_id = s.zone_id
              join market_vendor v on v.market_id = #{marketId} and v.vendor_id = h.vendor_id
             order by z.position, s.position, s.stall_no, v.vendor_id
            """)
    List<StatementLine> running(@Param("marketId") long marketId, @Param("date") LocalDate date);

    @Select("""
            select closed_through
              from settlement_calendar
             where market_id = #{marketId}
            """)
    Optional<LocalDate> closedThrough(@Param("marketId") long marketId);

    /** What the journals of payments and refunds posted on a date, by kind of journal and of account. */
    @Select("""
            select j.kind as journal_kind, a.kind as account_kind, sum(e.amount_fen) as amount_fen
              from ledger_account a
              join ledger_entry e
                on e.market_id = a.market_id and e.account_id = a.account_id and e.business_date = #{date}
              join ledger_journal j on j.market_id = e.market_id and j.journal_id = e.journal_id
             where a.market_id = #{marketId} and j.kind in ('PAYMENT', 'REFUND')
             group by j.kind, a.kind
            """)
    List<Posted> posted(@Param("marketId") long marketId, @Param("date") LocalDate date);

    record DayRow(
            LocalDate businessDate,
            Instant closedAt,
            long payments,
            long grossFen,
            long refundFen,
            long feeFen,
            long commissionFen,
            long netFen) {
        public DayTotal total() {
            return new DayTotal(payments, grossFen, refundFen, feeFen, 0, commissionFen, netFen);
        }
    }

    record StatementLine(
            String stallNo,
            String zoneName,
            String tradeName,
            String ownerMasked,
            long payments,
            long grossFen,
            long refundFen,
            long feeFen,
            long subsidyFen,
            long commissionFen,
            long netFen) {
        public DayTotal total() {
            return new DayTotal(payments, grossFen, refundFen, feeFen, subsidyFen, commissionFen, netFen);
        }
    }

    /** Debit positive, credit negative. */
    record Posted(String journalKind, String accountKind, long amountFen) {}
}
