/** The devices of a market: what hangs where, how it speaks, and when it was last heard. */
package org.caishi.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caishi.device.DeviceLinks;
import org.caishi.device.LinkLive;
import org.caishi.device.SentAway;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class MarketDevicesPage {
    /** Two devices a stall of the largest market, and some. */
    private static final int MOST = 2_000;

    private static final int MOST_SENT_AWAY = 20;

    private final Clock clock;
    private final MarketDoor door;
    private final DeviceList rows;
    private final DeviceLinks links;

    MarketDevicesPage(Clock clock, MarketDoor door, DeviceList rows, DeviceLinks links) {
        this.clock = clock;
        this.door = door;
        this.rows = rows;
        this.links = links;
    }

    @GetMapping("/manage/{marketCode}/devices")
    @MarketStaff
    String devices(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        Instant since = clock.instant().minus(Alarms.ONLINE_WITHIN);
        Map<String, LinkLive> live = links.live(market.marketId());
        List<DeviceLine> devices = rows.of(market.marketId(), MOST).stream()
                .map(row -> new DeviceLine(row, live.get(row.serial())))
                .toList();
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("devices", devices);
        model.addAttribute("since", since);
        model.addAttribute("today", market.day().dateOf(clock.instant()));
        model.addAttribute(
                "online",
                devices.stream().filter(device -> device.online(since)).count());
        model.addAttribute("manages", managesDevices(person));
        model.addAttribute("sentAway", sentAway(person, market));
        return "report/devices";
    }

    /** Those whom MarketManager lets in: a page shows its buttons to them only. */
    static boolean managesDevices(Person person) {
        return person.role() == Role.OPERATOR || person.role() == Role.MANAGER;
    }

    /** Visitors with this market's serial numbers; those that are nobody's only the bank may see. */
    private List<SentAway> sentAway(Person person, Market market) {
        return links.sentAway().stream()
                .filter(visitor -> visitor.marketId() == null
                        ? person.role() == Role.OPERATOR
                        : visitor.marketId() == market.marketId())
                .limit(MOST_SENT_AWAY)
                .toList();
    }
}
