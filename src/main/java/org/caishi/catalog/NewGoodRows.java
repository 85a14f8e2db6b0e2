/** Inserts into {@code catalog_good} and {@code catalog_price}, gathered into batches: a price list has hundreds of rows. */
package org.caishi.catalog;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.executor.BatchResult;
import org.caishi.platform.BulkMapper;

@BulkMapper
interface NewGoodRows {
    @Insert("""
            insert into catalog_good (market_id, good_id, vendor_id, name, category, plu, fen_per_kg, position, state)
            values (#{marketId}, #{goodId}, #{vendorId}, #{name}, #{category}, #{plu}, #{price.fenPerKilogram},
                    #{position}, 'ON_SALE')
            """)
    void add(Good good);

    @Insert("""
            insert into catalog_price (market_id, good_id, since, fen_per_kg)
            values (#{good.marketId}, #{good.goodId}, #{since}, #{good.price.fenPerKilogram})
            """)
    void priced(@Param("good") Good good, @Param("since") Instant since);

    @Flush
    List<BatchResult> flush();
}
