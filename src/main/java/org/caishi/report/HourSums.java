/** Adds up {@code payment_hour}: a row a stall, hour and channel, written with every payment. */
package org.caishi.report;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;

@Mapper
interface HourSums {
    /** The hours of three business dates; hours without a payment are missing. */
    @Select("""
            select business_date, hour_of_day, sum(payments) as payments, sum(amount_fen) as amount_fen
              from payment_hour
             where market_id = #{marketId} and business_date in (#{today}, #{yesterday}, #{lastWeek})
             group by business_date, hour_of_day
            """)
    List<HourSum> byHour(
            @Param("marketId") long marketId,
            @Param("today") LocalDate today,
            @Param("yesterday") LocalDate yesterday,
            @Param("lastWeek") LocalDate lastWeek);

    @Select("""
            select channel, sum(payments) as payments, sum(amount_fen) as amount_fen
              from payment_hour
             where market_id = #{marketId} and business_date = #{date}
             group by channel
             order by amount_fen desc
            """)
    List<WalletSum> byWallet(@Param("marketId") long marketId, @Param("date") LocalDate date);

    @Select("""
            select stall_id, sum(payments) as payments, sum(amount_fen) as amount_fen
              from payment_hour
             where market_id = #{marketId} and business_date = #{date}
             group by stall_id
            """)
    List<StallSum> byStall(@Param("marketId") long marketId, @Param("date") LocalDate date);

    record HourSum(LocalDate businessDate, int hourOfDay, long payments, long amountFen) {}

    record WalletSum(String channel, long payments, long amountFen) {
        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    record StallSum(long stallId, long payments, long amountFen) {}
}
