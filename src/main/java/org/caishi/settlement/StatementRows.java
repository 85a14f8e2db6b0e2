/** The rows of {@code settlement_statement} and {@code settlement_day}, made from the shares of a day. */
package org.caishi.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface StatementRows {
    /** Sums by stall and vendor; each share row is counted once, a payment by its one VENDOR line. */
    @Select("""
            select market_id, business_date, stall_id, vendor_id,
                   cast(sum(case when party = 'VENDOR' and kind = 'PAYMENT' then 1 else 0 end) as signed) as payments,
                   cast(sum(case when kind = 'PAYMENT' then amount_fen else 0 end) as signed) as gross_fen,
                   cast(sum(case when kind = 'REFUND' then -amount_fen else 0 end) as signed) as refund_fen,
                   cast(sum(case when party in ('CHANNEL', 'SUBSIDY') then amount_fen else 0 end) as signed) as fee_fen,
                   cast(sum(case when party = 'SUBSIDY' then -amount_fen else 0 end) as signed) as subsidy_fen,
                   cast(sum(case when party = 'MARKET' then amount_fen else 0 end) as signed) as commission_fen,
                   cast(sum(case when party = 'VENDOR' then amount_fen else 0 end) as signed) as net_fen
              from settlement_share
             where market_id = #{marketId} and business_date = #{date}
             group by market_id, business_date, stall_id, vendor_id
             order by stall_id, vendor_id
            """)
    List<Statement> sums(@Param("marketId") long marketId, @Param("date") LocalDate date);

    @Insert("""
            insert into settlement_statement (market_id, business_date, stall_id, vendor_id, statement_id, payments,
                   gross_fen, refund_fen, fee_fen, subsidy_fen, commission_fen, net_fen)
            values (#{s.marketId}, #{s.businessDate}, #{s.stallId}, #{s.vendorId}, #{statementId}, #{s.payments},
                   #{s.grossFen}, #{s.refundFen}, #{s.feeFen}, #{s.subsidyFen}, #{s.commissionFen}, #{s.netFen})
            """)
    void add(@Param("s") Statement statement, @Param("statementId") long statementId);

    @Insert("""
            insert into settlement_day (market_id, business_date, closed_at, payments, gross_fen, refund_fen, fee_fen,
                   commission_fen, net_fen)
            values (#{d.marketId}, #{d.businessDate}, #{closedAt}, #{d.payments}, #{d.grossFen}, #{d.refundFen},
                   #{d.feeFen}, #{d.commissionFen}, #{d.netFen})
            """)
    void addDay(@Param("d") Statement total, @Param("closedAt") Instant closedAt);
}
