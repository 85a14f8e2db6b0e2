/** The last changes of a vendor's prices in {@code catalog_price}. */
package org.caishi.report.phone;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.caishi.units.UnitPrice;
import org.jspecify.annotations.Nullable;

@Mapper
interface PhonePrices {
    /** The last changes of all goods; a good's first price is no change. */
    @Select("""
            select name, since, fen_per_kg, before_fen_per_kg, changed_by
              from (select p.market_id, g.name, p.since, p.fen_per_kg, p.changed_by,
                           lag(p.fen_per_kg) over (partition by p.good_id order by p.since) as before_fen_per_kg
                      from catalog_good g
                      join catalog_price p on p.market_id = g.market_id and p.good_id = g.good_id
                     where g.market_id = #{marketId} and g.vendor_id = #{vendorId}
                       and p.since >= #{since}) prices
             where market_id = #{marketId} and before_fen_per_kg <> fen_per_kg
             order by since desc
             limit 10
            """)
    List<PriceChange> ofVendor(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("since") Instant since);

    /** The last prices of one good, its first included. */
    @Select("""
            select g.name, p.since, p.fen_per_kg,
                   lag(p.fen_per_kg) over (order by p.since) as before_fen_per_kg, p.changed_by
              from catalog_good g
              join catalog_price p on p.market_id = g.market_id and p.good_id = g.good_id
             where g.market_id = #{marketId} and g.vendor_id = #{vendorId} and g.good_id = #{goodId}
             order by p.since desc
             limit 10
            """)
    List<PriceChange> ofGood(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("goodId") long goodId);

    /**
     * @param beforeFenPerKg null for the first price of a good
     * @param changedBy the sign-in name; empty where the product or an older version wrote it
     */
    record PriceChange(
            String name,
            Instant since,
            long fenPerKg,
            @Nullable Long beforeFenPerKg,
            String changedBy) {
        public UnitPrice price() {
            return UnitPrice.ofFenPerKilogram(fenPerKg);
        }

        public @Nullable UnitPrice before() {
            return beforeFenPerKg == null ? null : UnitPrice.ofFenPerKilogram(beforeFenPerKg);
        }
    }
}
