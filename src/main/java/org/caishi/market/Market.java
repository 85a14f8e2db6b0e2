/** One market: the tenant to which every row belongs. */
package org.caishi.market;

import java.time.ZoneId;
import org.caishi.platform.BusinessDay;

/**
 * A market as it is now.
 *
 * @param marketId the tenant
 * @param code stands in addresses and MQTT topics
 * @param dayCutHour local hour at which a business date ends, 0 to 23
 */
public record Market(
        long marketId,
        String code,
        String name,
        MarketKind kind,
        String address,
        ZoneId timeZone,
        int dayCutHour,
        String complaintPhone) {

    public BusinessDay day() {
        return new BusinessDay(timeZone, dayCutHour);
    }
}
