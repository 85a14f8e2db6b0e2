/** The rows of {@code settlement_calendar}. */
package org.caishi.settlement;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface CalendarRows {
    @Insert("""
            insert ignore into settlement_calendar (market_id, closed_through)
            values (#{marketId}, #{closedThrough})
            """)
    void begin(@Param("marketId") long marketId, @Param("closedThrough") LocalDate closedThrough);

    @Select("""
            select closed_through
              from settlement_calendar
             where market_id = #{marketId}
               for update
            """)
    LocalDate lock(@Param("marketId") long marketId);

    @Select("""
            select closed_through
              from settlement_calendar
             where market_id = #{marketId}
            """)
    Optional<LocalDate> closedThrough(@Param("marketId") long marketId);

    @Update("""
            update settlement_calendar
               set closed_through = #{date}
             where market_id = #{marketId}
            """)
    void close(@Param("marketId") long marketId, @Param("date") LocalDate date);
}
