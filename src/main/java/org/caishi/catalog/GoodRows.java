/** The rows of {@code catalog_good} and {@code catalog_price}, read and changed one by one. */
package org.caishi.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.caishi.units.UnitPrice;

@Mapper
interface GoodRows {
    @Select("""
            select market_id, good_id, vendor_id, name, category, plu, fen_per_kg, position
              from catalog_good
             where market_id = #{marketId} and vendor_id = #{vendorId} and state = 'ON_SALE'
             order by position, good_id
             limit 1000
            """)
    List<GoodRow> of(@Param("marketId") long marketId, @Param("vendorId") long vendorId);

    @Select("""
            <script>
            select market_id, good_id, vendor_id, name, category, plu, fen_per_kg, position
              from catalog_good
             where market_id = #{marketId} and state = 'ON_SALE'
               and vendor_id in <foreach collection="vendorIds" item="id" open="(" separator="," close=")">#{id}</foreach>
               and plu in <foreach collection="plus" item="plu" open="(" separator="," close=")">#{plu}</foreach>
            </script>
            """)
    List<GoodRow> byPlu(
            @Param("marketId") long marketId,
            @Param("vendorIds") List<Long> vendorIds,
            @Param("plus") List<Integer> plus);

    @Select("""
            select market_id, good_id, vendor_id, name, category, plu, fen_per_kg, position
              from catalog_good
             where market_id = #{marketId} and good_id = #{goodId} and vendor_id = #{vendorId} and state = 'ON_SALE'
            """)
    Optional<GoodRow> byId(
            @Param("marketId") long marketId, @Param("vendorId") long vendorId, @Param("goodId") long goodId);

    /** Counts a row also when the price stays as it was: the driver reports the rows found. */
    @Update("""
            update catalog_good
               set fen_per_kg = #{fenPerKg}
             where market_id = #{marketId} and good_id = #{goodId} and vendor_id = #{vendorId} and state = 'ON_SALE'
            """)
    int price(
            @Param("marketId") long marketId,
            @Param("vendorId") long vendorId,
            @Param("goodId") long goodId,
            @Param("fenPerKg") long fenPerKg);

    /** Prices follow one another: a second one within the same millisecond stands one later. The good's row is locked. */
    @Insert("""
            insert into catalog_price (market_id, good_id, since, fen_per_kg, changed_by)
            select #{marketId}, #{goodId},
                   greatest(#{since}, coalesce(max(since) + interval 1000 microsecond, #{since})), #{fenPerKg}, #{by}
              from catalog_price
             where market_id = #{marketId} and good_id = #{goodId}
            """)
    void priceSince(
            @Param("marketId") long marketId,
            @Param("goodId") long goodId,
            @Param("since") Instant since,
            @Param("fenPerKg") long fenPerKg,
            @Param("by") String by);

    /** A good as its row has it. */
    record GoodRow(
            long marketId,
            long goodId,
            long vendorId,
            String name,
            String category,
            int plu,
            long fenPerKg,
            int position) {
        Good good() {
            return new Good(
                    marketId, goodId, vendorId, name, category, plu, UnitPrice.ofFenPerKilogram(fenPerKg), position);
        }
    }
}
