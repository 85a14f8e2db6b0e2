/** The rows of {@code market_vendor}. */
package org.caishi.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface VendorRows {
    @Insert("""
            insert into market_vendor (market_id, vendor_id, trade_name, owner_masked, owner_sealed, phone_sealed,
                   phone_hash, phone_masked, category, licence_no, state, created_at)
            values (#{vendor.marketId}, #{vendor.vendorId}, #{vendor.tradeName}, #{vendor.ownerMasked}, #{ownerSealed},
                    #{phoneSealed}, #{phoneHash}, #{vendor.phoneMasked}, #{vendor.category}, #{vendor.licenceNo},
                    #{vendor.state}, #{createdAt})
            """)
    void add(
            @Param("vendor") Vendor vendor,
            @Param("ownerSealed") byte[] ownerSealed,
            @Param("phoneSealed") byte[] phoneSealed,
            @Param("phoneHash") byte[] phoneHash,
            @Param("createdAt") Instant createdAt);

    @Select("""
            select market_id, vendor_id, trade_name, owner_masked, phone_masked, category, licence_no, state
              from market_vendor
             where market_id = #{marketId} and vendor_id = #{vendorId}
            """)
    Optional<Vendor> byId(@Param("marketId") long marketId, @Param("vendorId") long vendorId);

    @Select("""
            select market_id, vendor_id, trade_name, owner_masked, phone_masked, category, licence_no, state
              from market_vendor
             where market_id = #{marketId} and phone_hash = #{phoneHash}
             order by vendor_id
             limit 100
            """)
    List<Vendor> byPhone(@Param("marketId") long marketId, @Param("phoneHash") byte[] phoneHash);

    @Select("""
            select market_id, vendor_id, trade_name, owner_masked, phone_masked, category, licence_no, state
              from market_vendor
             where market_id = #{marketId}
             order by vendor_id
             limit 5000
            """)
    List<Vendor> of(@Param("marketId") long marketId);
}
