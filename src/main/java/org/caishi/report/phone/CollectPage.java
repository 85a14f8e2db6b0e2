/** 收款: the live weight, the product tiles, the sale that waits for its payment, and the money that has just come. */
package org.caishi.report.phone;

import java.util.List;
import java.util.Locale;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.market.Stall;
import org.caishi.platform.BadInput;
import org.caishi.platform.LivePages;
import org.caishi.platform.NotFound;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.VoidReason;
import org.caishi.scale.VoidedWeighings;
import org.caishi.scale.Weighings;
import org.caishi.speaker.FeeReminders;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class CollectPage {
    private final Stands stands;
    private final Collecting collecting;
    private final Goods goods;
    private final Weighings weighings;
    private final VoidedWeighings voids;
    private final FeeReminders fees;
    private final LivePages pages;
    private final MessageSource messages;

    CollectPage(
            Stands stands,
            Collecting collecting,
            Goods goods,
            Weighings weighings,
            VoidedWeighings voids,
            FeeReminders fees,
            LivePages pages,
            MessageSource messages) {
        this.stands = stands;
        this.collecting = collecting;
        this.goods = goods;
        this.weighings = weighings;
        this.voids = voids;
        this.fees = fees;
        this.pages = pages;
        this.messages = messages;
    }

    @VendorOnly
    @GetMapping("/vendor")
    String page(@AuthenticationPrincipal Person person, Model model) {
        Stand stand = stands.of(person);
        model.addAttribute("stand", stand);
        model.addAttribute("fees", fees.unseen(stand.marketId(), stand.vendorId()));
        if (stand.stall() != null) {
            CollectView view = collecting.now(stand, stand.stall(), person.signInName());
            List<Good> tiles = goods.of(stand.marketId(), stand.vendorId());
            LiveWeight.Offer offer = view.weight().offer();
            model.addAttribute("view", view);
            model.addAttribute("goods", tiles);
            model.addAttribute("offered", offer == null ? null : offer.soleOf(tiles));
        }
        return "vendor/collect";
    }

    /** For pages whose stream is down. */
    @VendorOnly
    @GetMapping(path = "/vendor/now", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    NowJson now(@AuthenticationPrincipal Person person, Locale language) {
        Stand stand = stands.of(person);
        return NowJson.of(collecting.now(stand, stall(stand), person.signInName()), messages, language);
    }

    @VendorOnly
    @GetMapping(path = "/vendor/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@AuthenticationPrincipal Person person) {
        Stand stand = stands.of(person);
        return pages.open("stall/" + stand.marketId() + "/" + stall(stand).stallId());
    }

    /** A tap on a tile: the weight that stands on the scale becomes a sale. Works as a plain form, too. */
    @VendorOnly
    @PostMapping("/vendor/sales")
    String sell(
            @AuthenticationPrincipal Person person,
            @RequestParam long goodId,
            Locale language,
            RedirectAttributes next) {
        try {
            weighings.sellByTile(person, goodId);
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
        }
        return "redirect:/vendor";
    }

    /** The same tap from a page with script; a refusal goes on to the product's own answer to bad input. */
    @VendorOnly
    @PostMapping(path = "/vendor/sales", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    NowJson sellLive(@AuthenticationPrincipal Person person, @RequestParam long goodId, Locale language) {
        weighings.sellByTile(person, goodId);
        return now(person, language);
    }

    /** A tap on the scale's own price: what the vendor has read goes along, for by now the scale may show another. */
    @VendorOnly
    @PostMapping("/vendor/sales/offer")
    String sellAsOffered(
            @AuthenticationPrincipal Person person,
            @RequestParam long fenPerKg,
            @RequestParam long amountFen,
            Locale language,
            RedirectAttributes next) {
        try {
            weighings.sellAsOffered(person, offer(fenPerKg, amountFen));
        } catch (BadInput refused) {
            next.addFlashAttribute("refused", messages.getMessage(refused.messageKey(), refused.arguments(), language));
        }
        return "redirect:/vendor";
    }

    @VendorOnly
    @PostMapping(path = "/vendor/sales/offer", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    NowJson sellAsOfferedLive(
            @AuthenticationPrincipal Person person,
            @RequestParam long fenPerKg,
            @RequestParam long amountFen,
            Locale language) {
        weighings.sellAsOffered(person, offer(fenPerKg, amountFen));
        return now(person, language);
    }

    private static LiveWeight.Offer offer(long fenPerKg, long amountFen) {
        if (fenPerKg < 0) {
            throw new BadInput("scale.offer.none");
        }
        return new LiveWeight.Offer(UnitPrice.ofFenPerKilogram(fenPerKg), Money.ofFen(amountFen));
    }

    @VendorOnly
    @PostMapping("/vendor/sales/cancel")
    String cancel(@AuthenticationPrincipal Person person, @RequestParam long weighingId) {
        voids.voidOwn(person, weighingId, VoidReason.NOT_TAKEN, "");
        return "redirect:/vendor";
    }

    @VendorOnly
    @PostMapping(path = "/vendor/sales/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    NowJson cancelLive(@AuthenticationPrincipal Person person, @RequestParam long weighingId, Locale language) {
        voids.voidOwn(person, weighingId, VoidReason.NOT_TAKEN, "");
        return now(person, language);
    }

    private static Stall stall(Stand stand) {
        Stall stall = stand.stall();
        if (stall == null) {
            throw new NotFound("a stall of vendor " + stand.vendorId());
        }
        return stall;
    }
}
