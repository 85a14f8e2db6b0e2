/** The rows of {@code settlement_rule}. */
package org.caishi.settlement;

import java.time.LocalDate;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.units.BasisPoints;
import org.jspecify.annotations.Nullable;

@Mapper
interface SplitRuleRows {
    @Select("""
            select market_id, rule_id, scope, scope_key, commission_bp, channel_fee_bp, fee_payer, valid_from, valid_to
              from settlement_rule
             where market_id = #{marketId}
             order by rule_id
            """)
    List<Row> of(@Param("marketId") long marketId);

    @Insert("""
            insert into settlement_rule (market_id, rule_id, scope, scope_key, commission_bp, channel_fee_bp,
                   fee_payer, valid_from, valid_to)
            values (#{marketId}, #{ruleId}, #{scope}, #{scopeKey}, #{commission.points}, #{channelFee.points},
                   #{feePayer}, #{validFrom}, #{validTo})
            """)
    void add(SplitRule rule);

    @Update("""
            update settlement_rule
               set valid_to = #{lastDay}
             where market_id = #{marketId} and scope = #{scope} and scope_key = #{scopeKey}
               and valid_from < #{from} and (valid_to is null or valid_to >= #{from})
            """)
    void end(
            @Param("marketId") long marketId,
            @Param("scope") String scope,
            @Param("scopeKey") String scopeKey,
            @Param("from") LocalDate from,
            @Param("lastDay") LocalDate lastDay);

    record Row(
            long marketId,
            long ruleId,
            RuleScope scope,
            String scopeKey,
            int commissionBp,
            int channelFeeBp,
            FeePayer feePayer,
            LocalDate validFrom,
            @Nullable LocalDate validTo) {
        SplitRule rule() {
            return new SplitRule(
                    marketId,
                    ruleId,
                    scope,
                    scopeKey,
                    BasisPoints.of(commissionBp),
                    BasisPoints.of(channelFeeBp),
                    feePayer,
                    validFrom,
                    validTo);
        }
    }
}
