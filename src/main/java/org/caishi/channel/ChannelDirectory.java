/** The rows of {@code channel_directory}: whose each sub-merchant number is, over all markets. */
package org.caishi.channel;

import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface ChannelDirectory {
    /** The first to come keeps the number. */
    @Insert("""
            insert into channel_directory (channel, merchant_no, market_id, vendor_id, account_id)
            values (#{channel}, #{merchantNo}, #{marketId}, #{vendorId}, #{accountId})
            on duplicate key update merchant_no = values(merchant_no)
            """)
    void addUnlessThere(
            @Param("channel") ChannelName channel,
            @Param("merchantNo") String merchantNo,
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("accountId") long accountId);

    @Select("""
            select market_id, vendor_id, account_id
              from channel_directory
             where channel = #{channel} and merchant_no = #{merchantNo}
            """)
    Optional<MerchantOf> find(@Param("channel") ChannelName channel, @Param("merchantNo") String merchantNo);

    /** Those that belong to the environment's contract, of one market or ({@code marketId} null) of all. */
    @Update("""
            update channel_directory
               set account_id = #{accountId}
             where channel = #{channel} and account_id = 0
               and (#{marketId,jdbcType=BIGINT} is null or market_id = #{marketId,jdbcType=BIGINT})
            """)
    int takeOver(
            @Param("channel") ChannelName channel,
            @Param("accountId") long accountId,
            @Param("marketId") @Nullable Long marketId);
}
