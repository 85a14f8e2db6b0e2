/** The rows of {@code channel_directory}: whose each sub-merchant number is, over all markets. */
package org.caishi.channel;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface ChannelDirectory {
    /** The first to come keeps the number. */
    @Insert("""
            insert into channel_directory (channel, merchant_no, market_id, vendor_id)
            values (#{channel}, #{merchantNo}, #{marketId}, #{vendorId})
            on duplicate key update merchant_no = values(merchant_no)
            """)
    void addUnlessThere(
            @Param("channel") ChannelName channel,
            @Param("merchantNo") String merchantNo,
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId);

    @Select("""
            select market_id, vendor_id
              from channel_directory
             where channel = #{channel} and merchant_no = #{merchantNo}
            """)
    Optional<MerchantOf> find(@Param("channel") ChannelName channel, @Param("merchantNo") String merchantNo);
}
