/** The rows of {@code channel_merchant}: each vendor's number at each channel. */
package org.caishi.channel;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface ChannelMerchants {
    @Select("""
            select merchant_no
              from channel_merchant
             where market_id = #{marketId} and vendor_id = #{vendorId} and channel = #{channel} and state = 'ACTIVE'
            """)
    Optional<String> activeNo(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("channel") ChannelName channel);

    @Insert("""
            insert into channel_merchant (market_id, vendor_id, channel, merchant_no, state)
            values (#{marketId}, #{vendorId}, #{channel}, #{merchantNo}, 'ACTIVE')
            on duplicate key update merchant_no = values(merchant_no), state = values(state)
            """)
    void put(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("channel") ChannelName channel,
            @Param("merchantNo") String merchantNo);
}
