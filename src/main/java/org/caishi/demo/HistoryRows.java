/** The rows of {@code demo_history}: how far the past of a market is written. */
package org.caishi.demo;

import java.time.LocalDate;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface HistoryRows {
    @Insert("""
            insert into demo_history (market_id, first_date, days, days_done, batches_done)
            values (#{marketId}, #{firstDate}, #{days}, 0, 0)
            """)
    void open(@Param("marketId") long marketId, @Param("firstDate") LocalDate firstDate, @Param("days") int days);

    @Select("""
            select market_id, first_date, days, days_done, batches_done
              from demo_history
             where market_id = #{marketId}
            """)
    Optional<HistoryProgress> find(@Param("marketId") long marketId);

    /** Holds the row until the transaction ends, so that of two writers one waits and then finds the step done. */
    @Select("""
            select market_id, first_date, days, days_done, batches_done
              from demo_history
             where market_id = #{marketId}
               for update
            """)
    HistoryProgress lock(@Param("marketId") long marketId);

    @Update("""
            update demo_history
               set days = #{days}, days_done = #{daysDone}, batches_done = #{batchesDone}
             where market_id = #{marketId}
            """)
    void move(HistoryProgress progress);
}
