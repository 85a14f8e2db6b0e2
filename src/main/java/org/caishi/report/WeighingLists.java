/** The weighings, and the payments without one, that stand behind the figures; cut to a page before names are joined. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.payment.OrderNumber;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

@Mapper
interface WeighingLists {
    @Select("""
            <script>
            select w.weighing_id, s.stall_no, v.trade_name, w.source, w.state, w.total_fen, w.weighed_at, w.received_at,
                   w.business_date, w.belongs_to, w.late, w.void_reason, d.serial, w.device_seq,
                   (select min(i.name)
                      from scale_weighing_item i
                     where i.market_id = #{f.marketId} and i.weighing_id = w.weighing_id) as name,
                   u.weighing_id is not null as unverified
              from (select market_id, weighing_id, stall_id, vendor_id, device_id, device_seq, source, state, total_fen,
                           weighed_at, received_at, business_date, belongs_to, late, void_reason
                      from scale_weighing
                     where market_id = #{f.marketId} and business_date between #{f.from} and #{f.to}
                     <if test="f.stallNo != null">
                       and stall_id = (select stall_id from market_stall
                                        where market_id = #{f.marketId} and stall_no = #{f.stallNo})
                     </if>
                     <if test="f.state != null">and state = #{f.state}</if>
                     <if test="f.late">and late = true</if>
                     order by weighed_at desc, weighing_id desc
                     limit #{f.limit} offset #{f.offset}) w
              join market_stall s on s.market_id = w.market_id and s.stall_id = w.stall_id
              join market_vendor v on v.market_id = w.market_id and v.vendor_id = w.vendor_id
              left join device_device d on d.market_id = w.market_id and d.device_id = w.device_id
              left join scale_unverified u on u.market_id = w.market_id and u.weighing_id = w.weighing_id
             order by w.weighed_at desc, w.weighing_id desc
            </script>
            """)
    List<WeighingLine> weighings(@Param("f") WeighingFilter filter);

    @Select("""
            <script>
            select p.market_id, p.order_no, s.stall_no, v.trade_name, p.channel, p.amount_fen, p.state, p.paid_at,
                   p.business_date, p.weighing_id
              from (select o.market_id, o.order_no, o.stall_id, o.vendor_id, o.channel, o.amount_fen, o.state, o.paid_at,
                           o.business_date, o.weighing_id
                      from payment_order o
                      left join scale_weighing w
                        on w.market_id = o.market_id and w.weighing_id = o.weighing_id and w.order_no = o.order_no
                       and w.state in ('PAID', 'CASH')
                     where o.market_id = #{f.marketId} and o.business_date between #{f.from} and #{f.to}
                       and o.state in ('PAID', 'PART_REFUNDED', 'REFUNDED') and w.weighing_id is null
                     <if test="f.stallNo != null">
                       and o.stall_id = (select stall_id from market_stall
                                          where market_id = #{f.marketId} and stall_no = #{f.stallNo})
                     </if>
                     order by o.paid_at desc, o.order_no desc
                     limit #{f.limit} offset #{f.offset}) p
              join market_stall s on s.market_id = p.market_id and s.stall_id = p.stall_id
              join market_vendor v on v.market_id = p.market_id and v.vendor_id = p.vendor_id
             order by p.paid_at desc, p.order_no desc
            </script>
            """)
    List<UnweighedLine> unweighed(@Param("f") WeighingFilter filter);

    record WeighingLine(
            long weighingId,
            String stallNo,
            String tradeName,
            String source,
            String state,
            long totalFen,
            Instant weighedAt,
            Instant receivedAt,
            LocalDate businessDate,
            @Nullable LocalDate belongsTo,
            boolean late,
            @Nullable String voidReason,
            @Nullable String serial,
            long deviceSeq,
            @Nullable String name,
            boolean unverified) {
        public String id() {
            return Long.toString(weighingId);
        }

        public Money total() {
            return Money.ofFen(totalFen);
        }
    }

    record UnweighedLine(
            long marketId,
            long orderNo,
            String stallNo,
            String tradeName,
            String channel,
            long amountFen,
            String state,
            @Nullable Instant paidAt,
            LocalDate businessDate,
            @Nullable Long weighingId) {
        public String number() {
            return new OrderNumber(marketId, orderNo).toString();
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }
    }
}
