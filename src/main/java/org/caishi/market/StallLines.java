/** Reads the stall list. */
package org.caishi.market;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface StallLines {
    /** One page; {@code locate} instead of {@code like}, so that no character of the text means anything special. */
    @Select("""
            select s.stall_no, z.name as zone, s.state, v.trade_name, v.owner_masked, v.phone_masked,
                   v.state as vendor_state, p.serial as plate_serial
              from market_stall s
              join market_zone z on z.market_id = s.market_id and z.zone_id = s.zone_id
              left join market_vendor v on v.market_id = s.market_id and v.vendor_id = s.vendor_id
              left join market_plate p on p.market_id = s.market_id and p.stall_id = s.stall_id and p.state = 'ACTIVE'
             where s.market_id = #{marketId}
               and (#{q.zone} is null or s.zone_id = #{q.zone})
               and (#{q.state} is null or s.state = #{q.state})
               and (#{q.text} = '' or locate(#{q.text}, s.stall_no) > 0 or locate(#{q.text}, v.trade_name) > 0
                    or v.phone_hash = #{phoneHash})
             order by case when #{q.order} = 'NUMBER' then s.stall_no when #{q.order} = 'NAME' then v.trade_name end,
                      z.position, s.position, s.stall_id
             limit #{limit} offset #{q.offset}
            """)
    List<StallLine> page(
            @Param("marketId") long marketId,
            @Param("q") StallQuery query,
            @Param("phoneHash") byte[] phoneHash,
            @Param("limit") int limit);

    @Select("""
            select count(*)
              from market_stall s
              left join market_vendor v on v.market_id = s.market_id and v.vendor_id = s.vendor_id
             where s.market_id = #{marketId}
               and (#{q.zone} is null or s.zone_id = #{q.zone})
               and (#{q.state} is null or s.state = #{q.state})
               and (#{q.text} = '' or locate(#{q.text}, s.stall_no) > 0 or locate(#{q.text}, v.trade_name) > 0
                    or v.phone_hash = #{phoneHash})
            """)
    int count(@Param("marketId") long marketId, @Param("q") StallQuery query, @Param("phoneHash") byte[] phoneHash);
}
