/** The screens on which vendors' applications to channels are filled in and followed. */
package org.caishi.channel.account;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Vendor;
import org.caishi.market.Vendors;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
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
@RequestMapping("/manage/{marketCode}/applications")
class ApplicationPages {
    private final MarketDoor door;
    private final Vendors vendors;
    private final Applications applications;
    private final MessageSource words;

    ApplicationPages(MarketDoor door, Vendors vendors, Applications applications, MessageSource words) {
        this.door = door;
        this.vendors = vendors;
        this.applications = applications;
        this.words = words;
    }

    record Line(Application application, String vendor, ZonedDateTime changedAt) {}

    record StepLine(Application.Step step, ZonedDateTime at) {}

    @MarketManager
    @GetMapping
    String list(@AuthenticationPrincipal Person person, @PathVariable String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute(
                "lines",
                applications.of(market.marketId()).stream()
                        .map(one -> line(market, one))
                        .toList());
        return "channel/applications";
    }

    /** The form for a new one, at a vendor. */
    @MarketManager
    @GetMapping("/new")
    String blank(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam long vendorId,
            @RequestParam ChannelName channel,
            Model model) {
        Market market = door.enter(person, marketCode);
        Vendor vendor = vendors.byId(market.marketId(), vendorId);
        return form(market, vendor, channel, Map.of("shopName", vendor.tradeName()), model);
    }

    @MarketManager
    @PostMapping
    String begin(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam long vendorId,
            @RequestParam ChannelName channel,
            @RequestParam Map<String, String> typed,
            Locale locale,
            Model model) {
        Market market = door.enter(person, marketCode);
        Vendor vendor = vendors.byId(market.marketId(), vendorId);
        try {
            MerchantPages.demandChannel(channel);
            return back(market, applications.begin(person, market.marketId(), vendorId, channel, applicant(typed)));
        } catch (BadInput wrong) {
            model.addAttribute("wrong", say(wrong, locale));
            return form(market, vendor, channel, typed, model);
        }
    }

    @MarketManager
    @GetMapping("/{applicationId}")
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long applicationId,
            Model model) {
        Market market = door.enter(person, marketCode);
        return show(person, market, applications.find(market.marketId(), applicationId), model);
    }

    /** Shows the personal data in clear, once, and leaves a trail. */
    @MarketManager
    @PostMapping("/{applicationId}/reveal")
    String reveal(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long applicationId,
            Model model) {
        Market market = door.enter(person, marketCode);
        Application application = applications.find(market.marketId(), applicationId);
        model.addAttribute("clear", applications.reveal(person, application));
        return show(person, market, application, model);
    }

    @MarketManager
    @PostMapping("/{applicationId}")
    String change(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long applicationId,
            @RequestParam long version,
            @RequestParam Map<String, String> typed,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        return done(
                market,
                applicationId,
                version,
                locale,
                next,
                seen -> applications.change(person, seen, applicant(typed)));
    }

    @MarketManager
    @PostMapping("/{applicationId}/state")
    String move(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long applicationId,
            @RequestParam long version,
            @RequestParam ApplicationState state,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String merchantNo,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        return done(
                market,
                applicationId,
                version,
                locale,
                next,
                seen -> applications.move(person, seen, state, note, merchantNo));
    }

    private interface Act {
        void on(Application seen);
    }

    private String done(
            Market market, long applicationId, long version, Locale locale, RedirectAttributes next, Act act) {
        Application application = applications.find(market.marketId(), applicationId);
        try {
            if (application.version() != version) {
                throw new BadInput("channel.account.stale");
            }
            act.on(application);
            next.addFlashAttribute("said", words.getMessage("channel.merchant.saved", null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", say(wrong, locale));
        }
        return back(market, applicationId);
    }

    private String show(Person person, Market market, Application application, Model model) {
        boolean operator = person.role() == Role.OPERATOR;
        List<ApplicationState> next = operator || application.state().isWithMarket()
                ? application.state().next().stream().sorted().toList()
                : List.of();
        model.addAttribute("market", market);
        model.addAttribute("line", line(market, application));
        model.addAttribute("next", next);
        model.addAttribute(
                "steps",
                applications.steps(application).stream()
                        .map(step -> new StepLine(step, step.at().atZone(market.timeZone())))
                        .toList());
        return "channel/application";
    }

    private static String form(
            Market market, Vendor vendor, ChannelName channel, Map<String, String> typed, Model model) {
        if (!MerchantPages.CHANNELS.contains(channel)) {
            throw new NotFound("channel " + channel);
        }
        model.addAttribute("market", market);
        model.addAttribute("vendor", vendor);
        model.addAttribute("channel", channel);
        model.addAttribute("typed", typed);
        return "channel/apply";
    }

    private Line line(Market market, Application application) {
        return new Line(
                application,
                vendors.byId(market.marketId(), application.vendorId()).tradeName(),
                application.changedAt().atZone(market.timeZone()));
    }

    private static Applicant applicant(Map<String, String> typed) {
        return new Applicant(
                typed.getOrDefault("shopName", ""),
                typed.getOrDefault("owner", ""),
                typed.getOrDefault("idNo", ""),
                typed.getOrDefault("cardNo", ""),
                typed.getOrDefault("bank", ""),
                typed.getOrDefault("phone", ""));
    }

    private String say(BadInput wrong, Locale locale) {
        return words.getMessage(wrong.messageKey(), wrong.arguments(), locale);
    }

    private static String back(Market market, long applicationId) {
        return "redirect:/manage/" + market.code() + "/applications/" + applicationId;
    }
}
