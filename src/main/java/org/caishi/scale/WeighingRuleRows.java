/** The rows of {@code scale_market}. */
package org.caishi.scale;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface WeighingRuleRows {
    @Select("""
            select abandon_minutes
              from scale_market
             where market_id = #{marketId}
            """)
    Optional<Integer> abandonMinutes(@Param("marketId") long marketId);

    @Insert("""
            insert into scale_market (market_id, abandon_minutes)
            values (#{marketId}, #{minutes})
                on duplicate key update abandon_minutes = values(abandon_minutes)
            """)
    void put(@Param("marketId") long marketId, @Param("minutes") int minutes);
}
