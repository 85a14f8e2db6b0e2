/** The rows of {@code market_market} and {@code market_zone}. */
package org.caishi.market;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface MarketRows {
    @Insert("""
            insert into market_market (market_id, code, name, kind, address, time_zone, day_cut_hour, complaint_phone, state)
            values (#{marketId}, #{code}, #{name}, #{kind}, #{address}, #{timeZone}, #{dayCutHour}, #{complaintPhone},
                    'OPEN')
            """)
    void add(MarketRow market);

    /** The markets that are open; a programme has dozens, a bank hundreds. */
    @Select("""
            select market_id, code, name, kind, address, time_zone, day_cut_hour, complaint_phone
              from market_market
             where state = 'OPEN'
             order by market_id
            """)
    List<MarketRow> open();

    @Select("""
            select market_id, code, name, kind, address, time_zone, day_cut_hour, complaint_phone
              from market_market
             where market_id = #{marketId} and state = 'OPEN'
            """)
    Optional<MarketRow> byId(@Param("marketId") long marketId);

    @Insert("""
            insert into market_zone (market_id, zone_id, name, position)
            values (#{marketId}, #{zoneId}, #{name}, #{position})
            """)
    void addZone(Zone zone);

    @Select("""
            select market_id, zone_id, name, position
              from market_zone
             where market_id = #{marketId}
             order by position, zone_id
            """)
    List<Zone> zones(@Param("marketId") long marketId);

    /** A market as its row has it. */
    record MarketRow(
            long marketId,
            String code,
            String name,
            MarketKind kind,
            String address,
            String timeZone,
            int dayCutHour,
            String complaintPhone) {
        static MarketRow of(Market market) {
            return new MarketRow(
                    market.marketId(),
                    market.code(),
                    market.name(),
                    market.kind(),
                    market.address(),
                    market.timeZone().getId(),
                    market.dayCutHour(),
                    market.complaintPhone());
        }

        Market market() {
            return new Market(marketId, code, name, kind, address, ZoneId.of(timeZone), dayCutHour, complaintPhone);
        }
    }
}
