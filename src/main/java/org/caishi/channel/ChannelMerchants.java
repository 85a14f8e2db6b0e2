/** The rows of {@code channel_merchant}: each vendor's number at each channel. */
package org.caishi.channel;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

@Mapper
interface ChannelMerchants {
    @Select("""
            select m.vendor_id, m.channel, m.merchant_no, m.state, d.account_id
              from channel_merchant m
              join channel_directory d on d.channel = m.channel and d.merchant_no = m.merchant_no
             where m.market_id = #{marketId} and m.vendor_id = #{vendorId}
             order by m.channel
            """)
    List<VendorNumber> ofVendor(@Param("marketId") long marketId, @Param("vendorId") long vendorId);

    @Select("""
            select m.vendor_id, m.channel, m.merchant_no, m.state, d.account_id
              from channel_merchant m
              join channel_directory d on d.channel = m.channel and d.merchant_no = m.merchant_no
             where m.market_id = #{marketId} and m.vendor_id = #{vendorId} and m.channel = #{channel}
               and m.state = 'ACTIVE'
            """)
    Optional<VendorNumber> active(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("channel") ChannelName channel);

    /** At most 20,000: 5,000 vendors at four channels. */
    @Select("""
            select m.vendor_id, m.channel, m.merchant_no, m.state, d.account_id
              from channel_merchant m
              join channel_directory d on d.channel = m.channel and d.merchant_no = m.merchant_no
             where m.market_id = #{marketId}
             order by m.vendor_id, m.channel
             limit 20000
            """)
    List<VendorNumber> ofMarket(@Param("marketId") long marketId);

    @Update("""
            update channel_merchant
               set state = #{state}
             where market_id = #{marketId} and vendor_id = #{vendorId} and channel = #{channel}
            """)
    int state(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("channel") ChannelName channel,
            @Param("state") VendorNumber.State state);

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
