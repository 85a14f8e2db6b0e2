/** Weighings against payments: by stall and business day, each figure with its rows; as Excel; how long to wait. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.caishi.identity.MarketManager;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.platform.BadInput;
import org.caishi.scale.WeighingRules;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
@RequestMapping("/manage/{marketCode}/weighings")
class MarketWeighingsPage {
    private static final int PAGE = 100;

    private final Clock clock;
    private final MarketDoor door;
    private final WeighingDays days;
    private final WeighingLists lists;
    private final WeighingsBook book;
    private final WeighingRules rules;
    private final MessageSource messages;

    MarketWeighingsPage(
            Clock clock,
            MarketDoor door,
            WeighingDays days,
            WeighingLists lists,
            WeighingsBook book,
            WeighingRules rules,
            MessageSource messages) {
        this.clock = clock;
        this.door = door;
        this.days = days;
        this.lists = lists;
        this.book = book;
        this.rules = rules;
        this.messages = messages;
    }

    @GetMapping
    @MarketStaff
    String sums(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") WeighingQuery query,
            Model model) {
        Market market = open(person, marketCode, model);
        WeighingFilter filter = query.filter(market, today(market));
        List<WeighingDay> all = days.of(filter);
        int page = Math.clamp(query.pageNumber(), 1, Math.max(1, (all.size() + PAGE - 1) / PAGE));
        model.addAttribute("filter", filter);
        model.addAttribute("total", WeighingDays.total(all, filter.from()));
        model.addAttribute(
                "days", all.stream().skip((page - 1L) * PAGE).limit(PAGE).toList());
        model.addAttribute("page", page);
        model.addAttribute("more", all.size() > page * PAGE);
        model.addAttribute(
                "abandonMinutes", rules.givenUpAfter(market.marketId()).toMinutes());
        return "report/weighings";
    }

    @GetMapping("/rows")
    @MarketStaff
    String rows(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") WeighingQuery query,
            Model model) {
        Market market = open(person, marketCode, model);
        WeighingFilter filter = query.filter(market, today(market));
        show(model, filter, query, lists.weighings(filter));
        return "report/weighing-rows";
    }

    @GetMapping("/unweighed")
    @MarketStaff
    String unweighed(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") WeighingQuery query,
            Model model) {
        Market market = open(person, marketCode, model);
        WeighingFilter filter = query.filter(market, today(market));
        show(model, filter, query, lists.unweighed(filter));
        return "report/unweighed-rows";
    }

    /** One more row than a page has says that there is a next page. */
    private static void show(Model model, WeighingFilter filter, WeighingQuery query, List<?> rows) {
        model.addAttribute("filter", filter);
        model.addAttribute("rows", rows.stream().limit(WeighingQuery.PAGE).toList());
        model.addAttribute("more", rows.size() > WeighingQuery.PAGE);
        model.addAttribute("page", query.pageNumber());
    }

    @GetMapping("/weighings.xlsx")
    @MarketStaff
    void excel(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") WeighingQuery query,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        book.send(market, query.filter(market, today(market)), person.displayName(), locale, response);
    }

    @PostMapping("/abandon")
    @MarketManager
    String abandonAfter(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @RequestParam(defaultValue = "0") int minutes,
            Locale locale,
            RedirectAttributes next) {
        Market market = door.enter(person, marketCode);
        try {
            rules.giveUpAfter(person, market, minutes);
            next.addFlashAttribute("said", messages.getMessage("report.weighings.abandon.set", null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute("wrong", messages.getMessage(wrong.messageKey(), wrong.arguments(), locale));
        }
        return "redirect:/manage/" + market.code() + "/weighings";
    }

    private Market open(Person person, String marketCode, Model model) {
        Market market = door.enter(person, marketCode);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        return market;
    }

    private LocalDate today(Market market) {
        return market.day().dateOf(clock.instant());
    }
}
