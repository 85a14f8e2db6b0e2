/** One weighing with its whole chain: scale, orders, payment, split, announcement; void and back by the manager. */
package org.caishi.report;

import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.caishi.channel.RawNotices;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.scale.VoidReason;
import org.caishi.scale.VoidedWeighings;
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

@Controller
@RequestMapping("/manage/{marketCode}/weighings/{weighingId:[0-9]{1,19}}")
class MarketWeighingPage {
    private static final int RAW_SHOWN = 50;

    private final Clock clock;
    private final MarketDoor door;
    private final WeighingStories stories;
    private final Chains chains;
    private final RawNotices raw;
    private final VoidedWeighings voids;
    private final MessageSource messages;

    MarketWeighingPage(
            Clock clock,
            MarketDoor door,
            WeighingStories stories,
            Chains chains,
            RawNotices raw,
            VoidedWeighings voids,
            MessageSource messages) {
        this.clock = clock;
        this.door = door;
        this.stories = stories;
        this.chains = chains;
        this.raw = raw;
        this.voids = voids;
        this.messages = messages;
    }

    @GetMapping
    @MarketStaff
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long weighingId,
            Model model) {
        Market market = door.enter(person, marketCode);
        long marketId = market.marketId();
        var story = stories.find(marketId, weighingId).orElseThrow(() -> new NotFound("weighing " + weighingId));
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("story", story);
        model.addAttribute("items", stories.items(marketId, weighingId));
        model.addAttribute("orders", stories.orders(marketId, weighingId));
        model.addAttribute("reasons", VoidReason.values());
        model.addAttribute(
                "undo", story.undoneBy(person.signInName(), clock.instant().minus(VoidedWeighings.UNDONE_WITHIN)));
        if (story.orderNo() != null) {
            model.addAttribute("chain", chains.of(new OrderNumber(marketId, story.orderNo())));
            model.addAttribute("raw", raw.ofOrder(marketId, story.orderNo(), RAW_SHOWN));
            model.addAttribute("request", UUID.randomUUID().toString());
        }
        return "report/weighing";
    }

    @PostMapping("/void")
    @MarketManager
    String makeVoid(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long weighingId,
            @RequestParam VoidReason reason,
            @RequestParam(defaultValue = "") String note,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        return done(market, weighingId, locale, next, () -> voids.voidFor(person, market, weighingId, reason, note));
    }

    @PostMapping("/restore")
    @MarketManager
    String restore(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long weighingId,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        return done(market, weighingId, locale, next, () -> voids.restoreFor(person, market, weighingId));
    }

    private String done(Market market, long weighingId, Locale locale, RedirectAttributes next, Runnable work) {
        try {
            work.run();
        } catch (BadInput wrong) {
            next.addFlashAttribute("refusedVoid", messages.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return "redirect:/manage/" + market.code() + "/weighings/" + weighingId;
    }
}
