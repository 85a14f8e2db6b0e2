/** The rows of {@code market_plate}, and the one query behind every consumer's scan. */
package org.caishi.market;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

@Mapper
interface PlateRows {
    @Insert("""
            insert into market_plate (market_id, plate_id, token, serial, stall_id, vendor_id, state, bound_at, revoked_at)
            values (#{plate.marketId}, #{plate.plateId}, #{plate.token}, #{plate.serial}, #{plate.stallId},
                    #{plate.vendorId}, #{plate.state}, #{boundAt}, null)
            """)
    void add(@Param("plate") Plate plate, @Param("boundAt") Instant boundAt);

    @Update("""
            update market_plate
               set state = 'REVOKED', revoked_at = #{at}
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'ACTIVE'
            """)
    int revoke(@Param("marketId") long marketId, @Param("stallId") long stallId, @Param("at") Instant at);

    @Select("""
            select count(*)
              from market_plate
             where market_id = #{marketId} and stall_id = #{stallId}
            """)
    int everOf(@Param("marketId") long marketId, @Param("stallId") long stallId);

    @Select("""
            select market_id, plate_id, token, serial, stall_id, vendor_id, state
              from market_plate
             where market_id = #{marketId} and stall_id = #{stallId} and state = 'ACTIVE'
            """)
    Optional<Plate> ofStall(@Param("marketId") long marketId, @Param("stallId") long stallId);

    /** The first of a vendor's active plates. */
    @Select("""
            select market_id, plate_id, token, serial, stall_id, vendor_id, state
              from market_plate
             where market_id = #{marketId} and vendor_id = #{vendorId} and state = 'ACTIVE'
             order by plate_id
             limit 1
            """)
    Optional<Plate> ofVendor(@Param("marketId") long marketId, @Param("vendorId") long vendorId);

    @Select("""
            select p.market_id, p.plate_id, p.token, p.serial, p.stall_id, p.vendor_id,
                   s.zone_id, s.stall_no, s.vendor_id as stall_vendor_id, s.position, s.map_x, s.map_y, s.state as stall_state,
                   v.trade_name, v.owner_masked, v.phone_masked, v.category, v.licence_no, v.state as vendor_state
              from market_plate p
              join market_stall s on s.market_id = p.market_id and s.stall_id = p.stall_id
              join market_vendor v on v.market_id = p.market_id and v.vendor_id = p.vendor_id
             where p.market_id = #{marketId} and p.token = #{token} and p.state = 'ACTIVE'
            """)
    Optional<HeldPlate> find(@Param("marketId") long marketId, @Param("token") String token);

    /** The active plates of a market, zone by zone in walking order. */
    @Select("""
            select p.market_id, p.plate_id, p.token, p.serial, p.stall_id, p.vendor_id,
                   s.zone_id, s.stall_no, s.vendor_id as stall_vendor_id, s.position, s.map_x, s.map_y, s.state as stall_state,
                   v.trade_name, v.owner_masked, v.phone_masked, v.category, v.licence_no, v.state as vendor_state
              from market_plate p
              join market_stall s on s.market_id = p.market_id and s.stall_id = p.stall_id
              join market_zone z on z.market_id = s.market_id and z.zone_id = s.zone_id
              join market_vendor v on v.market_id = p.market_id and v.vendor_id = p.vendor_id
             where p.market_id = #{marketId} and p.state = 'ACTIVE'
             order by z.position, z.zone_id, s.position, s.stall_id
             limit 5000
            """)
    List<HeldPlate> of(@Param("marketId") long marketId);

    /** An active plate's row with those of its stall and vendor. */
    record HeldPlate(
            long marketId,
            long plateId,
            String token,
            String serial,
            long stallId,
            long vendorId,
            long zoneId,
            String stallNo,
            @Nullable Long stallVendorId,
            int position,
            int mapX,
            int mapY,
            StallState stallState,
            String tradeName,
            String ownerMasked,
            String phoneMasked,
            String category,
            String licenceNo,
            VendorState vendorState) {
        PlateHolder in(Market market) {
            return new PlateHolder(
                    market,
                    new Stall(marketId, stallId, zoneId, stallNo, stallVendorId, position, mapX, mapY, stallState),
                    new Vendor(
                            marketId, vendorId, tradeName, ownerMasked, phoneMasked, category, licenceNo, vendorState),
                    new Plate(marketId, plateId, token, serial, stallId, vendorId, PlateState.ACTIVE));
        }
    }
}
