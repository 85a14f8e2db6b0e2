/** The rows of {@code scale_fair_check} and {@code scale_reweigh}; both only grow. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface FairRows {
    @Insert("""
            insert into scale_fair_check (market_id, check_id, device_id, business_date, readings_grams, spread_grams,
                   allowed_milligrams, passed, rule_version, checked_at, checked_by)
            values (#{marketId}, #{c.checkId}, #{c.deviceId}, #{c.businessDate}, #{c.readingsGrams}, #{c.spreadGrams},
                   #{c.allowedMilligrams}, #{c.passed}, #{c.ruleVersion}, #{c.checkedAt}, #{c.checkedBy})
            """)
    void add(@Param("marketId") long marketId, @Param("c") FairCheck check);

    /** The youngest check of the day: one that failed may be made good by another. */
    @Select("""
            select check_id, device_id, business_date, readings_grams, spread_grams, allowed_milligrams, passed,
                   rule_version, checked_at, checked_by
              from scale_fair_check
             where market_id = #{marketId} and device_id = #{deviceId} and business_date = #{date}
             order by check_id desc
             limit 1
            """)
    Optional<FairCheck> checkOf(
            @Param("marketId") long marketId, @Param("deviceId") long deviceId, @Param("date") LocalDate date);

    @Select("""
            select check_id, device_id, business_date, readings_grams, spread_grams, allowed_milligrams, passed,
                   rule_version, checked_at, checked_by
              from scale_fair_check
             where market_id = #{marketId} and device_id = #{deviceId}
             order by business_date desc, check_id desc
             limit 30
            """)
    List<FairCheck> checks(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Insert("""
            insert into scale_reweigh (market_id, reweigh_id, weighing_id, line_no, order_no, stall_id, vendor_id,
                   sold_device_id, weighed_at, name, fen_per_kg, amount_fen, settled_grams, actual_grams, actual_source,
                   fair_device_id, fair_state, fair_valid_until, kind, class_by_kind, class_by_price, basis, method,
                   limit_grams, outcome, compensation_fen, rule_version, remark, reweighed_at, business_date,
                   reweighed_by)
            values (#{r.marketId}, #{r.reweighId}, #{r.weighingId}, #{r.lineNo}, #{r.orderNo}, #{r.stallId},
                   #{r.vendorId}, #{r.soldDeviceId}, #{r.weighedAt}, #{r.name}, #{r.fenPerKg}, #{r.amountFen},
                   #{r.settledGrams}, #{r.actualGrams}, #{r.actualSource}, #{r.fairDeviceId}, #{r.fairState},
                   #{r.fairValidUntil}, #{r.kind}, #{r.classByKind}, #{r.classByPrice}, #{r.basis}, #{r.method},
                   #{r.limitGrams}, #{r.outcome}, #{r.compensationFen}, #{r.ruleVersion}, #{r.remark},
                   #{r.reweighedAt}, #{r.businessDate}, #{r.reweighedBy})
            """)
    void record(@Param("r") Reweigh reweigh);

    @Select("""
            select market_id, reweigh_id, weighing_id, line_no, order_no, stall_id, vendor_id, sold_device_id,
                   weighed_at, name, fen_per_kg, amount_fen, settled_grams, actual_grams, actual_source, fair_device_id,
                   fair_state, fair_valid_until, kind, class_by_kind, class_by_price, basis, method, limit_grams,
                   outcome, compensation_fen, rule_version, remark, reweighed_at, business_date, reweighed_by
              from scale_reweigh
             where market_id = #{marketId} and reweigh_id = #{reweighId}
            """)
    Optional<Reweigh> reweigh(@Param("marketId") long marketId, @Param("reweighId") long reweighId);
}
