/** The rows of {@code market_stall}. */
package org.caishi.market;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface StallRows {
    @Insert("""
            insert into market_stall (market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state)
            values (#{marketId}, #{stallId}, #{zoneId}, #{stallNo}, #{vendorId}, #{position}, #{mapX}, #{mapY}, #{state})
            """)
    void add(Stall stall);

    @Select("""
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId}
             order by position, stall_id
             limit 5000
            """)
    List<Stall> of(@Param("marketId") long marketId);

    @Select("""
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId} and stall_no = #{stallNo}
            """)
    Optional<Stall> byNo(@Param("marketId") long marketId, @Param("stallNo") String stallNo);

    @Select("""
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId} and stall_id = #{stallId}
            """)
    Optional<Stall> byId(@Param("marketId") long marketId, @Param("stallId") long stallId);

    @Select("""
            <script>
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId}
               and stall_id in <foreach collection="stallIds" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<Stall> byIds(@Param("marketId") long marketId, @Param("stallIds") List<Long> stallIds);

    /** Reads the stall as it is now and holds it until the transaction ends: its plates change one after the other. */
    @Select("""
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId} and stall_id = #{stallId}
               for update
            """)
    Optional<Stall> lock(@Param("marketId") long marketId, @Param("stallId") long stallId);

    @Select("""
            select market_id, stall_id, zone_id, stall_no, vendor_id, position, map_x, map_y, state
              from market_stall
             where market_id = #{marketId} and vendor_id = #{vendorId}
             order by position, stall_id
             limit 1
            """)
    Optional<Stall> ofVendor(@Param("marketId") long marketId, @Param("vendorId") long vendorId);

    /** A vacant stall trades from now on; a closed one stays closed until the market opens it. */
    @Update("""
            update market_stall
               set vendor_id = #{vendorId},
                   state = case when state = 'VACANT' then 'TRADING' else state end
             where market_id = #{marketId} and stall_id = #{stallId}
            """)
    void letIn(@Param("marketId") long marketId, @Param("stallId") long stallId, @Param("vendorId") long vendorId);
}
