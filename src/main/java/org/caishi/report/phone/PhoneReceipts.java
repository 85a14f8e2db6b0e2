/** A vendor's payments in {@code payment_order}. The plates ever bound to the vendor tell at which stalls to look. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PhoneReceipts {
    /** The latest first. The number is ranked over the whole stall, so it stays when the stall changes hands at noon. */
    @Select("""
            select market_id, order_no, stall_id, business_date, channel, amount_fen, refunded_fen, weighing_id,
                   paid_at, running_no
              from (select market_id, order_no, stall_id, vendor_id, business_date, channel, amount_fen, refunded_fen,
                           weighing_id, paid_at, booked_at,
                           row_number() over (partition by stall_id order by booked_at, order_no) as running_no
                      from payment_order
                     where market_id = #{marketId} and business_date = #{date}
                       and stall_id in (select stall_id
                                          from market_plate
                                         where market_id = #{marketId} and vendor_id = #{vendorId})
                       and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')) ranked
             where market_id = #{marketId} and vendor_id = #{vendorId}
             order by booked_at desc, order_no desc
             limit #{limit} offset #{offset}
            """)
    List<Receipt> of(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("date") LocalDate date,
            @Param("limit") int limit,
            @Param("offset") int offset);

    @Select("""
            select o.market_id, o.order_no, o.stall_id, o.business_date, o.channel, o.amount_fen, o.refunded_fen,
                   o.weighing_id, o.paid_at,
                   (select count(*)
                      from payment_order e
                     where e.market_id = o.market_id and e.business_date = o.business_date
                       and e.stall_id = o.stall_id and e.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
                       and (e.booked_at < o.booked_at
                            or e.booked_at = o.booked_at and e.order_no <= o.order_no)) as running_no
              from payment_order o
             where o.market_id = #{marketId} and o.order_no = #{orderNo} and o.vendor_id = #{vendorId}
               and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
            """)
    Optional<Receipt> byNo(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("orderNo") long orderNo);

    /** What of a payment was given back, or was to be. */
    @Select("""
            select amount_fen, state, words, created_at
              from payment_refund
             where market_id = #{marketId} and order_no = #{orderNo}
             order by created_at, refund_no
             limit 100
            """)
    List<GivenBack> refunds(@Param("marketId") long marketId, @Param("orderNo") long orderNo);

    @Select("""
            select count(*) as payments, cast(coalesce(sum(amount_fen), 0) as signed) as amount_fen
              from payment_order
             where market_id = #{marketId} and business_date = #{date} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
            """)
    Takings sum(@Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    /** What was given back on that date, whenever it was paid. */
    @Select("""
            select count(*) as payments, cast(coalesce(sum(amount_fen), 0) as signed) as amount_fen
              from payment_refund
             where market_id = #{marketId} and business_date = #{date} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and state = 'DONE'
            """)
    Takings givenBack(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    @Select("""
            select channel, count(*) as payments, cast(sum(amount_fen) as signed) as amount_fen
              from payment_order
             where market_id = #{marketId} and business_date = #{date} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
             group by channel
             order by amount_fen desc, channel
            """)
    List<WalletSum> byWallet(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    /** By quarters of an hour since 1970, for every time zone is off UTC by whole quarters; at most 96 or so a day. */
    @Select("""
            select timestampdiff(minute, '1970-01-01', paid_at) div 15 as quarter, count(*) as payments,
                   cast(sum(amount_fen) as signed) as amount_fen
              from payment_order
             where market_id = #{marketId} and business_date = #{date} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
             group by quarter
             order by quarter
            """)
    List<QuarterSum> byQuarter(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    /** What one wallet brought. */
    record WalletSum(String channel, int payments, long amountFen) {
        static Takings cash(List<WalletSum> wallets) {
            return wallets.stream()
                    .filter(wallet -> wallet.channel.equals("CASH"))
                    .map(WalletSum::takings)
                    .reduce(Takings.NONE, Takings::plus);
        }

        static Takings all(List<WalletSum> wallets) {
            return wallets.stream().map(WalletSum::takings).reduce(Takings.NONE, Takings::plus);
        }

        public Takings takings() {
            return new Takings(payments, amountFen);
        }
    }

    /** What one quarter of an hour brought. */
    record QuarterSum(long quarter, int payments, long amountFen) {}
}
