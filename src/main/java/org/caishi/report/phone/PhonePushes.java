/** What became of a stall's prices on their way to its scales, in {@code scale_push}. */
package org.caishi.report.phone;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface PhonePushes {
    /** Goods whose last price is not on a scale of the stall, the failed first: they need somebody. */
    @Select("""
            select p.good_id, p.state, p.reason
              from device_device d
              join scale_push p on p.market_id = d.market_id and p.device_id = d.device_id
             where d.market_id = #{marketId} and d.stall_id = #{stallId} and d.kind = 'SCALE' and d.state = 'ACTIVE'
               and p.state in ('PENDING', 'FAILED') and p.deleted = false
               and p.push_id = (select max(q.push_id) from scale_push q
                                 where q.market_id = p.market_id and q.device_id = p.device_id
                                   and q.good_id = p.good_id)
             order by p.state, p.push_id
             limit 1000
            """)
    List<Missing> missing(@Param("marketId") long marketId, @Param("stallId") long stallId);

    /** @param reason why the last try did not succeed; may be empty while it waits */
    record Missing(long goodId, String state, String reason) {
        public boolean isFailed() {
            return state.equals("FAILED");
        }

        /** The same by good; where several scales miss a price, a failure is told rather than a wait. */
        static Map<Long, Missing> byGood(List<Missing> missing) {
            Map<Long, Missing> byGood = new TreeMap<>();
            missing.forEach(each -> byGood.putIfAbsent(each.goodId(), each));
            return byGood;
        }
    }
}
