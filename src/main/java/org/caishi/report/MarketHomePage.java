/** The manager's home: the market's day as it goes, kept fresh by server push and, behind it, by polling. */
package org.caishi.report;

import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.LivePages;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Controller
@RequestMapping("/manage/{marketCode}")
class MarketHomePage {
    private final MarketDoor door;
    private final Homes homes;
    private final Alarms alarms;
    private final ScalesDue scalesDue;
    private final LivePages pages;

    MarketHomePage(MarketDoor door, Homes homes, Alarms alarms, ScalesDue scalesDue, LivePages pages) {
        this.door = door;
        this.homes = homes;
        this.alarms = alarms;
        this.scalesDue = scalesDue;
        this.pages = pages;
    }

    @GetMapping
    @MarketStaff
    String home(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        addFigures(market, model);
        addAlarms(market, model);
        return "report/home";
    }

    /** What moves with every payment. */
    @GetMapping("/home/figures")
    @MarketStaff
    String figures(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        addFigures(door.enter(person, marketCode), model);
        return "report/home :: figures";
    }

    /** What the page asks for every ten seconds. */
    @GetMapping("/home/alarms")
    @MarketStaff
    String alarms(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        addAlarms(door.enter(person, marketCode), model);
        return "report/home :: alarms";
    }

    /** Tells event {@code paid} for each payment of the market. */
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @MarketStaff
    @ResponseBody
    SseEmitter events(@AuthenticationPrincipal Person person, @PathVariable String marketCode) {
        return pages.open("market/" + door.enter(person, marketCode).marketId());
    }

    private void addFigures(Market market, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("home", homes.of(market));
        model.addAttribute("doings", StallTile.Doing.values());
    }

    private void addAlarms(Market market, Model model) {
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("alarm", alarms.of(market));
        model.addAttribute("scales", scalesDue.of(market));
    }
}
