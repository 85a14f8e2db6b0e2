/** A vendor's business dates: closed ones from {@code settlement_statement}, open ones added up from their shares. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PhoneAccounts {
    @Select("""
            select business_date, 1 as closed, cast(sum(payments) as signed) as payments,
                   cast(sum(gross_fen) as signed) as gross_fen, cast(sum(refund_fen) as signed) as refund_fen,
                   cast(sum(fee_fen) as signed) as fee_fen, cast(sum(subsidy_fen) as signed) as subsidy_fen,
                   cast(sum(commission_fen) as signed) as commission_fen, cast(sum(net_fen) as signed) as net_fen
              from settlement_statement
             where market_id = #{marketId} and vendor_id = #{vendorId}
               and business_date >= #{from} and business_date <= #{to}
             group by business_date
             order by business_date desc
            """)
    List<DayAccount> closed(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to);

    /** The same sums as the day's close makes; a payment is counted by its one VENDOR line. */
    @Select("""
            select business_date, 0 as closed,
                   cast(sum(case when party = 'VENDOR' and kind = 'PAYMENT' then 1 else 0 end) as signed) as payments,
                   cast(sum(case when kind = 'PAYMENT' then amount_fen else 0 end) as signed) as gross_fen,
                   cast(sum(case when kind = 'REFUND' then -amount_fen else 0 end) as signed) as refund_fen,
                   cast(sum(case when party in ('CHANNEL', 'SUBSIDY') then amount_fen else 0 end) as signed) as fee_fen,
                   cast(sum(case when party = 'SUBSIDY' then -amount_fen else 0 end) as signed) as subsidy_fen,
                   cast(sum(case when party = 'MARKET' then amount_fen else 0 end) as signed) as commission_fen,
                   cast(sum(case when party = 'VENDOR' then amount_fen else 0 end) as signed) as net_fen
              from settlement_share
             where market_id = #{marketId} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and business_date >= #{from} and business_date <= #{to}
               and business_date > coalesce((select closed_through
                                               from settlement_calendar
                                              where market_id = #{marketId}), '1000-01-01')
             group by business_date
             order by business_date desc
            """)
    List<DayAccount> open(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to);
}
