/** The rows of {@code scale_register} and {@code scale_verification}. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface RegisterRows {
    @Select("""
            select market_id, device_id, factory_no, software_version, approval_no, max_grams, min_grams,
                   interval_milligrams, division_milligrams, accuracy_class, cycle_months, fair, verified_on,
                   valid_until, certificate_no, verified_by, seal_no
              from scale_register
             where market_id = #{marketId} and device_id = #{deviceId}
            """)
    Optional<Particulars> byId(@Param("marketId") long marketId, @Param("deviceId") long deviceId);

    @Select("""
            select market_id, device_id, factory_no, software_version, approval_no, max_grams, min_grams,
                   interval_milligrams, division_milligrams, accuracy_class, cycle_months, fair, verified_on,
                   valid_until, certificate_no, verified_by, seal_no
              from scale_register
             where market_id = #{marketId} and fair = true
             order by device_id
             limit 20
            """)
    List<Particulars> fair(@Param("marketId") long marketId);

    @Insert("""
            insert into scale_register (market_id, device_id, factory_no, software_version, approval_no, max_grams,
                   min_grams, interval_milligrams, division_milligrams, accuracy_class, cycle_months, fair, verified_on,
                   valid_until, certificate_no, verified_by, seal_no, changed_at, changed_by)
            values (#{p.marketId}, #{p.deviceId}, #{p.factoryNo}, #{p.softwareVersion}, #{p.approvalNo},
                   #{p.maxGrams}, #{p.minGrams}, #{p.intervalMilligrams}, #{p.divisionMilligrams},
                   #{p.accuracyClass}, #{p.cycleMonths}, #{p.fair}, #{p.verifiedOn}, #{p.validUntil},
                   #{p.certificateNo}, #{p.verifiedBy}, #{p.sealNo}, #{at}, #{by})
                on duplicate key update factory_no = values(factory_no), software_version = values(software_version),
                   approval_no = values(approval_no), max_grams = values(max_grams), min_grams = values(min_grams),
                   interval_milligrams = values(interval_milligrams),
                   division_milligrams = values(division_milligrams), accuracy_class = values(accuracy_class),
                   cycle_months = values(cycle_months), fair = values(fair), verified_on = values(verified_on),
                   valid_until = values(valid_until), certificate_no = values(certificate_no),
                   verified_by = values(verified_by), seal_no = values(seal_no), changed_at = values(changed_at),
                   changed_by = values(changed_by)
            """)
    void write(@Param("p") Particulars particulars, @Param("at") Instant at, @Param("by") String by);

    @Insert("""
            insert into scale_verification (market_id, verification_id, device_id, verified_on, valid_until,
                   certificate_no, verified_by, seal_no, entered_at, entered_by)
            values (#{marketId}, #{v.verificationId}, #{v.deviceId}, #{v.verifiedOn}, #{v.validUntil},
                   #{v.certificateNo}, #{v.verifiedBy}, #{v.sealNo}, #{v.enteredAt}, #{v.enteredBy})
            """)
    void add(@Param("marketId") long marketId, @Param("v") Verification verification);

    @Select("""
            select verification_id, device_id, verified_on, valid_until, certificate_no, verified_by, seal_no,
                   entered_at, entered_by
              from scale_verification
             where market_id = #{marketId} and device_id = #{deviceId}
             order by verified_on desc, verification_id desc
             limit 50
            """)
    List<Verification> verifications(@Param("marketId") long marketId, @Param("deviceId") long deviceId);
}
