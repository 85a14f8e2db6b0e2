/** Adds up weighings, and payments without one, by business day and stall. */
package org.caishi.report;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface WeighingSums {
    @Select("""
            <script>
            select w.business_date, w.stall_no, v.trade_name, w.state, w.weighings, w.fen, w.late
              from (select g.business_date, s.stall_no, g.vendor_id, g.state, count(*) as weighings,
                           cast(sum(g.total_fen) as signed) as fen, cast(sum(g.late) as signed) as late
                      from scale_weighing g
                      join market_stall s on s.market_id = g.market_id and s.stall_id = g.stall_id
                     where g.market_id = #{f.marketId} and g.business_date between #{f.from} and #{f.to}
                     <if test="f.stallNo != null">and s.stall_no = #{f.stallNo}</if>
                     group by g.business_date, s.stall_no, g.vendor_id, g.state) w
              join market_vendor v on v.market_id = #{f.marketId} and v.vendor_id = w.vendor_id
            </script>
            """)
    List<StateSum> byState(@Param("f") WeighingFilter filter);

    /** A payment whose weighing was settled by another one, or is void, has none of its own. */
    @Select("""
            <script>
            select p.business_date, p.stall_no, v.trade_name, p.payments, p.fen
              from (select o.business_date, s.stall_no, o.vendor_id, count(*) as payments,
                           cast(sum(o.amount_fen) as signed) as fen
                      from payment_order o
                      join market_stall s on s.market_id = o.market_id and s.stall_id = o.stall_id
                      left join scale_weighing w
                        on w.market_id = o.market_id and w.weighing_id = o.weighing_id and w.order_no = o.order_no
                       and w.state in ('PAID', 'CASH')
                     where o.market_id = #{f.marketId} and o.business_date between #{f.from} and #{f.to}
                       and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED') and w.weighing_id is null
                     <if test="f.stallNo != null">and s.stall_no = #{f.stallNo}</if>
                     group by o.business_date, s.stall_no, o.vendor_id) p
              join market_vendor v on v.market_id = #{f.marketId} and v.vendor_id = p.vendor_id
            </script>
            """)
    List<PaidSum> unweighed(@Param("f") WeighingFilter filter);

    record StateSum(
            LocalDate businessDate,
            String stallNo,
            String tradeName,
            String state,
            long weighings,
            long fen,
            long late) {
        WeighingDay day() {
            Figure all = new Figure(weighings, fen);
            return new WeighingDay(
                    businessDate,
                    stallNo,
                    tradeName,
                    all,
                    state.equals("PAID") ? all : Figure.NONE,
                    state.equals("CASH") ? all : Figure.NONE,
                    state.equals("WAITING") ? all : Figure.NONE,
                    state.equals("ABANDONED") ? all : Figure.NONE,
                    state.equals("VOID") ? all : Figure.NONE,
                    Figure.NONE,
                    late);
        }
    }

    record PaidSum(LocalDate businessDate, String stallNo, String tradeName, long payments, long fen) {}
}
