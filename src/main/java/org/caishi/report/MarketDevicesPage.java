/** The devices of a market: what hangs where, how it speaks, and when it was last heard. */
package org.caishi.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.report.DeviceList.DeviceRow;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class MarketDevicesPage {
    /** Two devices a stall of the largest market, and some. */
    private static final int MOST = 2_000;

    private final Clock clock;
    private final MarketDoor door;
    private final DeviceList rows;

    MarketDevicesPage(Clock clock, MarketDoor door, DeviceList rows) {
        this.clock = clock;
        this.door = door;
        this.rows = rows;
    }

    @GetMapping("/manage/{marketCode}/devices")
    @MarketStaff
    String devices(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        Instant since = clock.instant().minus(Alarms.ONLINE_WITHIN);
        List<DeviceRow> devices = rows.of(market.marketId(), MOST);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("devices", devices);
        model.addAttribute("since", since);
        model.addAttribute("today", market.day().dateOf(clock.instant()));
        model.addAttribute(
                "online",
                devices.stream().filter(device -> device.onlineSince(since)).count());
        return "report/devices";
    }
}
