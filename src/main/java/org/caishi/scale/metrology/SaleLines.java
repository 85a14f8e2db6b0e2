/** Finds what was weighed, by the number on a receipt or among a stall's latest. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface SaleLines {
    @Select("""
            select w.weighing_id, i.line_no, w.stall_id, w.vendor_id, w.device_id, w.order_no, w.state, w.weighed_at,
                   i.good_id, i.name, i.net_grams, i.fen_per_kg, i.amount_fen
              from scale_weighing w
              join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.weighing_id = #{weighingId} and i.net_grams > 0
             order by i.line_no
             limit 100
            """)
    List<SaleLine> ofWeighing(@Param("marketId") long marketId, @Param("weighingId") long weighingId);

    @Select("""
            select w.weighing_id, i.line_no, w.stall_id, w.vendor_id, w.device_id, w.order_no, w.state, w.weighed_at,
                   i.good_id, i.name, i.net_grams, i.fen_per_kg, i.amount_fen
              from scale_weighing w
              join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.weighing_id = #{weighingId} and i.line_no = #{lineNo}
               and i.net_grams > 0
            """)
    Optional<SaleLine> one(
            @Param("marketId") long marketId, @Param("weighingId") long weighingId, @Param("lineNo") int lineNo);

    /** An order is found among the weighings of the days around it, for no index leads from orders to weighings. */
    @Select("""
            select w.weighing_id, i.line_no, w.stall_id, w.vendor_id, w.device_id, w.order_no, w.state, w.weighed_at,
                   i.good_id, i.name, i.net_grams, i.fen_per_kg, i.amount_fen
              from scale_weighing w
              join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.business_date between #{from} and #{to}
               and w.order_no = #{orderNo} and i.net_grams > 0
             order by w.weighing_id, i.line_no
             limit 100
            """)
    List<SaleLine> ofOrder(
            @Param("marketId") long marketId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("orderNo") long orderNo);

    @Select("""
            select w.weighing_id, i.line_no, w.stall_id, w.vendor_id, w.device_id, w.order_no, w.state, w.weighed_at,
                   i.good_id, i.name, i.net_grams, i.fen_per_kg, i.amount_fen
              from scale_weighing w
              join scale_weighing_item i on i.market_id = w.market_id and i.weighing_id = w.weighing_id
             where w.market_id = #{marketId} and w.business_date >= #{since} and w.stall_id = #{stallId}
               and i.net_grams > 0
             order by w.weighed_at desc, w.weighing_id desc, i.line_no
             limit 50
            """)
    List<SaleLine> ofStall(
            @Param("marketId") long marketId, @Param("since") LocalDate since, @Param("stallId") long stallId);
}
