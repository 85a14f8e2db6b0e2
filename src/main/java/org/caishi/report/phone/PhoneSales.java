/** What a vendor sold by weight: weighings and their items, read beside the payments and never multiplied with them. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;

@Mapper
interface PhoneSales {
    /** Sums the items of the weighings that were paid; a payment with two items counts in two goods, its sum in none twice. */
    @Select("""
            select i.name, count(distinct i.weighing_id) as sales, cast(sum(i.net_grams) as signed) as net_grams,
                   cast(sum(i.amount_fen) as signed) as amount_fen
              from scale_weighing_item i
             where i.market_id = #{marketId}
               and i.weighing_id in (select o.weighing_id
                                       from payment_order o
                                      where o.market_id = #{marketId} and o.business_date = #{date}
                                        and o.vendor_id = #{vendorId}
                                        and o.stall_id in (select p.stall_id
                                                             from market_plate p
                                                            where p.market_id = #{marketId}
                                                              and p.vendor_id = #{vendorId})
                                        and o.weighing_id is not null
                                        and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED'))
             group by i.name
             order by amount_fen desc, i.name
             limit 30
            """)
    List<SoldGood> sold(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    /** Payments without a weighing: typed by the consumer. */
    @Select("""
            select count(*) as payments, cast(coalesce(sum(amount_fen), 0) as signed) as amount_fen
              from payment_order
             where market_id = #{marketId} and business_date = #{date} and vendor_id = #{vendorId}
               and stall_id in (select stall_id
                                  from market_plate
                                 where market_id = #{marketId} and vendor_id = #{vendorId})
               and weighing_id is null and state in ('PAID', 'PART_REFUNDED', 'REFUNDED')
            """)
    Takings typed(@Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("date") LocalDate date);

    @Select("""
            select name, net_grams, fen_per_kg, amount_fen
              from scale_weighing_item
             where market_id = #{marketId} and weighing_id = #{weighingId}
             order by line_no
             limit 100
            """)
    List<SoldItem> items(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    /** One kind of goods over a day. */
    record SoldGood(String name, int sales, long netGrams, long amountFen) {
        public Weight net() {
            return Weight.ofGrams(netGrams);
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }

    /** One line of a weighing. */
    record SoldItem(String name, long netGrams, long fenPerKg, long amountFen) {
        public Weight net() {
            return Weight.ofGrams(netGrams);
        }

        public UnitPrice price() {
            return UnitPrice.ofFenPerKilogram(fenPerKg);
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }
}
