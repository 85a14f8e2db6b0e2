/** The page on which a manager speaks to the market, and sees what became of it. */
package org.caishi.speaker.fleet;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Markets;
import org.caishi.market.Zone;
import org.caishi.platform.BadInput;
import org.caishi.speaker.fleet.Broadcasts.Told;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@MarketManager
@Controller
@RequestMapping("/manage/{marketCode}/broadcasts")
class BroadcastPages {
    private static final String SENTENCE = "speaker.broadcast.sentence.";

    /** Ready to be chosen, under {@value #SENTENCE}. */
    private static final List<String> SENTENCES = List.of("closing", "closed", "car", "floor", "thieves");

    private final MarketDoor door;
    private final Markets markets;
    private final Broadcasts broadcasts;
    private final MessageSource words;

    BroadcastPages(MarketDoor door, Markets markets, Broadcasts broadcasts, MessageSource words) {
        this.door = door;
        this.markets = markets;
        this.broadcasts = broadcasts;
        this.words = words;
    }

    /** @param zone null: the whole market */
    record Line(Told told, @Nullable String zone, ZonedDateTime at, ZonedDateTime until) {}

    @GetMapping
    String page(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        List<Zone> zones = markets.zones(market.marketId());
        List<Told> latest = broadcasts.latest(market);
        model.addAttribute("market", market);
        model.addAttribute("zones", zones);
        model.addAttribute("minutes", Broadcasts.MINUTES.stream().sorted().toList());
        model.addAttribute("ticket", Long.toString(broadcasts.ticket(market)));
        model.addAttribute(
                "sentences",
                SENTENCES.stream()
                        .map(name -> words.getMessage(SENTENCE + name, null, Locale.SIMPLIFIED_CHINESE))
                        .toList());
        model.addAttribute(
                "lines", latest.stream().map(told -> line(market, zones, told)).toList());
        model.addAttribute("open", latest.stream().anyMatch(told -> told.open() > 0));
        return "speaker/broadcasts";
    }

    @PostMapping
    String send(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam long ticket,
            @RequestParam(required = false) @Nullable Long zone,
            @RequestParam(defaultValue = "") String text,
            @RequestParam int minutes,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            broadcasts.send(person, market, ticket, zone, text, minutes);
            next.addFlashAttribute("said", words.getMessage("speaker.broadcast.sent", null, locale));
            return "redirect:/manage/" + market.code() + "/broadcasts";
        } catch (BadInput wrong) {
            model.addAttribute("wrong", words.getMessage(wrong.messageKey(), wrong.arguments(), locale));
            model.addAttribute("typed", text);
            return page(person, marketCode, model);
        }
    }

    private static Line line(Market market, List<Zone> zones, Told told) {
        Long zoneId = told.broadcast().zoneId();
        String zone = zones.stream()
                .filter(one -> zoneId != null && one.zoneId() == zoneId)
                .findFirst()
                .map(Zone::name)
                .orElse(null);
        return new Line(
                told,
                zone,
                told.broadcast().at().atZone(market.timeZone()),
                told.broadcast().expiresAt().atZone(market.timeZone()));
    }
}
