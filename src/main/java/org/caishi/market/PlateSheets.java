/** Draws the sheets of plates: the code and all that stands round it. */
package org.caishi.market;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.platform.NotFound;
import org.caishi.platform.QrCode;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class PlateSheets {
    private final Plates plates;
    private final Stalls stalls;
    private final Markets markets;
    private final String publicUrl;

    PlateSheets(Plates plates, Stalls stalls, Markets markets, @Value("${caishi.public-url}") String publicUrl) {
        this.plates = plates;
        this.stalls = stalls;
        this.markets = markets;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    /** The address that a plate's code says: the stall's page for whoever scans it. */
    public String addressOf(Plate plate) {
        return publicUrl + "/q/" + plate.token();
    }

    /**
     * The sheet of one stall.
     *
     * @throws NotFound when no such stall has an active plate
     */
    public PlateSheet of(Market market, String stallNo) {
        PlateHolder holder = stalls.byNo(market.marketId(), stallNo)
                .flatMap(stall -> plates.ofStall(market.marketId(), stall.stallId()))
                .flatMap(plate -> plates.find(plate.token()))
                .orElseThrow(() -> new NotFound("plate of stall " + stallNo));
        return sheet(holder, zoneNames(market));
    }

    /** All sheets of a market, zone by zone in walking order. */
    public List<PlateSheet> of(Market market) {
        Map<Long, String> zones = zoneNames(market);
        return plates.of(market.marketId()).stream()
                .map(holder -> sheet(holder, zones))
                .toList();
    }

    private PlateSheet sheet(PlateHolder holder, Map<Long, String> zones) {
        String address = addressOf(holder.plate());
        return new PlateSheet(holder, zones.getOrDefault(holder.stall().zoneId(), ""), address, QrCode.of(address));
    }

    private Map<Long, String> zoneNames(Market market) {
        return markets.zones(market.marketId()).stream().collect(Collectors.toMap(Zone::zoneId, Zone::name));
    }
}
