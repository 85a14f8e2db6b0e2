/** What was sold on unverified scales, what was weighed again, and how prices were changed, by days. */
package org.caishi.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

@Mapper
interface MetrologyLists {
    @Select("""
            select count(*) as sales, coalesce(sum(w.total_fen), 0) as total_fen
              from scale_unverified u
              join scale_weighing w on w.market_id = u.market_id and w.weighing_id = u.weighing_id
             where u.market_id = #{marketId} and u.business_date between #{from} and #{to}
            """)
    Total unverifiedTotal(@Param("marketId") long marketId, @Param("from") LocalDate from, @Param("to") LocalDate to);

    @Select("""
            select w.weighing_id, s.stall_no, v.trade_name, d.serial, w.weighed_at, w.business_date, u.valid_until,
                   w.state, w.total_fen
              from scale_unverified u
              join scale_weighing w on w.market_id = u.market_id and w.weighing_id = u.weighing_id
              join market_stall s on s.market_id = w.market_id and s.stall_id = w.stall_id
              join market_vendor v on v.market_id = w.market_id and v.vendor_id = w.vendor_id
              left join device_device d on d.market_id = u.market_id and d.device_id = u.device_id
             where u.market_id = #{marketId} and u.business_date between #{from} and #{to}
             order by u.business_date desc, u.weighing_id desc
             limit #{limit} offset #{offset}
            """)
    List<UnverifiedSale> unverified(
            @Param("marketId") long marketId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("limit") int limit,
            @Param("offset") int offset);

    @Select("""
            <script>
            select count(*)
              from scale_reweigh r
             where r.market_id = #{marketId} and r.business_date between #{from} and #{to}
            <if test="outcome != null">and r.outcome = #{outcome}</if>
            </script>
            """)
    long reweighCount(
            @Param("marketId") long marketId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("outcome") @Nullable String outcome);

    @Select("""
            <script>
            select r.reweigh_id, r.weighing_id, s.stall_no, v.trade_name, r.weighed_at, r.name, r.fen_per_kg,
                   r.amount_fen, r.settled_grams, r.actual_grams, r.actual_source, r.fair_state, d.serial as fair_serial,
                   r.kind, r.class_by_kind, r.class_by_price, r.basis, r.method, r.limit_grams, r.outcome,
                   r.rule_version, r.remark, r.reweighed_at, r.reweighed_by
              from scale_reweigh r
              join market_stall s on s.market_id = r.market_id and s.stall_id = r.stall_id
              join market_vendor v on v.market_id = r.market_id and v.vendor_id = r.vendor_id
              left join device_device d on d.market_id = r.market_id and d.device_id = r.fair_device_id
             where r.market_id = #{marketId} and r.business_date between #{from} and #{to}
            <if test="outcome != null">and r.outcome = #{outcome}</if>
             order by r.reweigh_id desc
             limit #{limit} offset #{offset}
            </script>
            """)
    List<ReweighLine> reweighs(
            @Param("marketId") long marketId,
            @Param("from") LocalDate from,
            @Param("to") LocalDate to,
            @Param("outcome") @Nullable String outcome,
            @Param("limit") int limit,
            @Param("offset") int offset);

    @Select("""
            <script>
            select count(*)
              from catalog_price p
              join catalog_good g on g.market_id = p.market_id and g.good_id = p.good_id
             where p.market_id = #{marketId} and p.since >= #{from} and p.since &lt; #{before}
            <if test="stallNo != null">
               and g.vendor_id = (select s.vendor_id from market_stall s
                                   where s.market_id = #{marketId} and s.stall_no = #{stallNo})
            </if>
            </script>
            """)
    long priceCount(
            @Param("marketId") long marketId,
            @Param("from") Instant from,
            @Param("before") Instant before,
            @Param("stallNo") @Nullable String stallNo);

    /** A good's first price has none before it. */
    @Select("""
            <script>
            select (select min(s.stall_no) from market_stall s
                     where s.market_id = g.market_id and s.vendor_id = g.vendor_id) as stall_no,
                   v.trade_name, g.name, g.category, g.plu, p.since, p.fen_per_kg,
                   (select q.fen_per_kg from catalog_price q
                     where q.market_id = p.market_id and q.good_id = p.good_id and q.since &lt; p.since
                     order by q.since desc limit 1) as before_fen_per_kg,
                   p.changed_by
              from catalog_price p
              join catalog_good g on g.market_id = p.market_id and g.good_id = p.good_id
              join market_vendor v on v.market_id = g.market_id and v.vendor_id = g.vendor_id
             where p.market_id = #{marketId} and p.since >= #{from} and p.since &lt; #{before}
            <if test="stallNo != null">
               and g.vendor_id = (select s.vendor_id from market_stall s
                                   where s.market_id = #{marketId} and s.stall_no = #{stallNo})
            </if>
             order by p.since desc, p.good_id
             limit #{limit} offset #{offset}
            </script>
            """)
    List<PriceLine> prices(
            @Param("marketId") long marketId,
            @Param("from") Instant from,
            @Param("before") Instant before,
            @Param("stallNo") @Nullable String stallNo,
            @Param("limit") int limit,
            @Param("offset") int offset);

    record Total(long sales, long totalFen) {
        public Money total() {
            return Money.ofFen(totalFen);
        }
    }

    record UnverifiedSale(
            long weighingId,
            String stallNo,
            String tradeName,
            @Nullable String serial,
            Instant weighedAt,
            LocalDate businessDate,
            @Nullable LocalDate validUntil,
            String state,
            long totalFen) {
        public Money total() {
            return Money.ofFen(totalFen);
        }
    }

    record ReweighLine(
            long reweighId,
            long weighingId,
            String stallNo,
            String tradeName,
            Instant weighedAt,
            String name,
            long fenPerKg,
            long amountFen,
            long settledGrams,
            long actualGrams,
            String actualSource,
            String fairState,
            @Nullable String fairSerial,
            String kind,
            String classByKind,
            String classByPrice,
            String basis,
            String method,
            long limitGrams,
            String outcome,
            String ruleVersion,
            String remark,
            Instant reweighedAt,
            String reweighedBy) {
        public String number() {
            return Long.toString(reweighId);
        }

        public Weight settled() {
            return Weight.ofGrams(settledGrams);
        }

        public Weight actual() {
            return Weight.ofGrams(actualGrams);
        }

        public long shortGrams() {
            return settledGrams - actualGrams;
        }

        public Money amount() {
            return Money.ofFen(amountFen);
        }

        public String price() {
            return UnitPrice.ofFenPerKilogram(fenPerKg).yuanPerKilogram();
        }
    }

    record PriceLine(
            @Nullable String stallNo,
            String tradeName,
            String name,
            String category,
            int plu,
            Instant since,
            long fenPerKg,
            @Nullable Long beforeFenPerKg,
            String changedBy) {
        public String price() {
            return UnitPrice.ofFenPerKilogram(fenPerKg).yuanPerKilogram();
        }

        public String before() {
            return beforeFenPerKg == null
                    ? ""
                    : UnitPrice.ofFenPerKilogram(beforeFenPerKg).yuanPerKilogram();
        }
    }
}
