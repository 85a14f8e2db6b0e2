/** The market's scales with what the register says of each, for the ledger and the calendar of verifications. */
package org.caishi.report;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.scale.ScaleStanding;
import org.jspecify.annotations.Nullable;

@Mapper
interface ScaleLedger {
    /** Those whose verification ends first, first; those of which none is known before them. */
    @Select("""
            select d.device_id, d.serial, d.maker, d.model, s.stall_no, v.trade_name, r.factory_no, r.software_version,
                   r.approval_no, coalesce(r.max_grams, 0) as max_grams, coalesce(r.min_grams, 0) as min_grams,
                   coalesce(r.interval_milligrams, 0) as interval_milligrams, r.accuracy_class, r.cycle_months,
                   coalesce(r.fair, false) as fair, r.verified_on,
                   coalesce(r.valid_until, d.verified_until) as valid_until, r.certificate_no, r.verified_by, r.seal_no
              from device_device d
              left join scale_register r on r.market_id = d.market_id and r.device_id = d.device_id
              left join market_stall s on s.market_id = d.market_id and s.stall_id = d.stall_id
              left join market_vendor v on v.market_id = s.market_id and v.vendor_id = s.vendor_id
             where d.market_id = #{marketId} and d.kind = 'SCALE' and d.state = 'ACTIVE'
             order by coalesce(r.valid_until, d.verified_until), s.stall_no, d.serial
             limit #{limit}
            """)
    List<ScaleLine> of(@Param("marketId") long marketId, @Param("limit") int limit);

    /** One scale as the ledger lists it; what is not known is missing or 0. */
    record ScaleLine(
            long deviceId,
            String serial,
            String maker,
            String model,
            @Nullable String stallNo,
            @Nullable String tradeName,
            @Nullable String factoryNo,
            @Nullable String softwareVersion,
            @Nullable String approvalNo,
            long maxGrams,
            long minGrams,
            long intervalMilligrams,
            @Nullable String accuracyClass,
            @Nullable Integer cycleMonths,
            boolean fair,
            @Nullable LocalDate verifiedOn,
            @Nullable LocalDate validUntil,
            @Nullable String certificateNo,
            @Nullable String verifiedBy,
            @Nullable String sealNo) {
        public ScaleStanding standing(LocalDate today) {
            return ScaleStanding.of(validUntil, today);
        }

        /** Max, Min and e with their units; a dash for what is not known. */
        public String range() {
            return "Max %s · Min %s · e %s"
                    .formatted(
                            thousandths(maxGrams, "kg"),
                            thousandths(minGrams, "kg"),
                            thousandths(intervalMilligrams, "g"));
        }

        static String thousandths(long number, String unit) {
            return number == 0
                    ? "–"
                    : java.math.BigDecimal.valueOf(number, 3)
                                    .stripTrailingZeros()
                                    .toPlainString()
                            + " " + unit;
        }
    }
}
