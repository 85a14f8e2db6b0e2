/** Looks up money in suspense by the channel's own number. */
package org.caishi.payment;

import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.channel.ChannelName;

@Mapper
interface SuspenseRows {
    @Select("""
            <script>
            select channel, channel_txn
              from payment_suspense
             where market_id = #{marketId} and channel = #{channel}
               and channel_txn in <foreach collection="txns" item="txn" open="(" separator="," close=")">#{txn}</foreach>
            </script>
            """)
    List<Known> known(
            @Param("marketId") long marketId, @Param("channel") ChannelName channel, @Param("txns") List<String> txns);

    record Known(ChannelName channel, String channelTxn) {}
}
