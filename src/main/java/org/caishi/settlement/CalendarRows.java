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

    /** Opens a market's books from a first date on whose days are still to be entered. */
    @Insert("""
            insert into settlement_calendar (market_id, closed_through, entering)
            values (#{marketId}, #{closedThrough}, true)
            """)
    void beginEntering(@Param("marketId") long marketId, @Param("closedThrough") LocalDate closedThrough);

    @Select("""
            select entering
              from settlement_calendar
             where market_id = #{marketId}
            """)
    boolean isEntering(@Param("marketId") long marketId);

    @Update("""
            update settlement_calendar
               set entering = false
             where market_id = #{marketId}
            """)
    void entered(@Param("marketId") long marketId);

    @Update("""
            update settlement_calendar
               set closed_through = #{date}
             where market_id = #{marketId}
            """)
    void close(@Param("marketId") long marketId, @Param("date") LocalDate date);
}
