/** The screens on which contracts with channels are entered, tried, and set to work. */
package org.caishi.channel.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.caishi.channel.ChannelAccount;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Trial;
import org.caishi.identity.BankOperator;
import org.caishi.identity.MarketManager;
import org.caishi.identity.Person;
import org.caishi.identity.Role;
import org.caishi.identity.Scope;
import org.caishi.market.Markets;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
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

@Controller
@RequestMapping("/manage/channels")
class AccountPages {
    private static final String SAID = "said";
    private static final String WRONG = "wrong";

    private final AccountDesk desk;
    private final AccountViews views;
    private final Markets markets;
    private final Scope scope;
    private final MessageSource words;

    AccountPages(AccountDesk desk, AccountViews views, Markets markets, Scope scope, MessageSource words) {
        this.desk = desk;
        this.views = views;
        this.markets = markets;
        this.scope = scope;
        this.words = words;
    }

    @MarketManager
    @GetMapping
    String list(@AuthenticationPrincipal Person person, Model model) {
        frame(person, model);
        model.addAttribute("lines", views.lines(person));
        model.addAttribute("channels", desk.channels());
        model.addAttribute("markets", person.role() == Role.OPERATOR ? markets.all() : List.of());
        return "channel/accounts";
    }

    @MarketManager
    @PostMapping
    String begin(
            @AuthenticationPrincipal Person person,
            @RequestParam(required = false) @Nullable Long marketId,
            @RequestParam ChannelName channel,
            @RequestParam String name,
            Locale locale,
            RedirectAttributes next) {
        long owner = person.role() == Role.OPERATOR && marketId != null ? marketId : own(person);
        if (owner != ChannelAccount.BANK) {
            scope.require(person, owner);
            markets.byId(owner);
        }
        try {
            return "redirect:/manage/channels/" + desk.begin(person, owner, channel, name);
        } catch (BadInput wrong) {
            next.addFlashAttribute(WRONG, say(wrong, locale));
            return "redirect:/manage/channels";
        }
    }

    @MarketManager
    @GetMapping("/{accountId}")
    String one(@AuthenticationPrincipal Person person, @PathVariable long accountId, Model model) {
        return show(person, desk.find(person, accountId), Map.of(), Map.of(), model);
    }

    @MarketManager
    @PostMapping("/{accountId}")
    String change(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            @RequestParam long version,
            @RequestParam Map<String, String> form,
            Locale locale,
            Model model,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        try {
            Map<String, BadInput> wrong = desk.change(person, account, version, form);
            if (!wrong.isEmpty()) {
                model.addAttribute(WRONG, words.getMessage("channel.account.not.saved", null, locale));
                return show(person, account, form, wrong, model);
            }
            next.addFlashAttribute(SAID, words.getMessage("channel.account.saved", null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute(WRONG, say(wrong, locale));
        }
        return back(account);
    }

    @MarketManager
    @PostMapping("/{accountId}/keys")
    String addKey(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            @RequestParam long version,
            @RequestParam String keyId,
            @RequestParam String pem,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        return done(
                account,
                next,
                locale,
                "channel.account.key.added",
                () -> desk.addKey(person, account, version, keyId, pem));
    }

    @MarketManager
    @PostMapping("/{accountId}/keys/retire")
    String retireKey(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            @RequestParam long version,
            @RequestParam String keyId,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        return done(
                account,
                next,
                locale,
                "channel.account.key.retired",
                () -> desk.retireKey(person, account, version, keyId));
    }

    @MarketManager
    @PostMapping("/{accountId}/test")
    String test(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        try {
            Trial trial = desk.trial(person, account);
            next.addFlashAttribute(
                    trial.passed() ? SAID : WRONG,
                    words.getMessage(trial.messageKey(), trial.arguments().toArray(), locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute(WRONG, say(wrong, locale));
        }
        return back(account);
    }

    @BankOperator
    @PostMapping("/{accountId}/activate")
    String activate(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            @RequestParam long version,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        return done(account, next, locale, "channel.account.activated", () -> desk.activate(person, account, version));
    }

    @MarketManager
    @PostMapping("/{accountId}/stop")
    String stop(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        return done(account, next, locale, "channel.account.stopped", () -> desk.stop(person, account));
    }

    @BankOperator
    @PostMapping("/{accountId}/take-over")
    String takeOver(
            @AuthenticationPrincipal Person person,
            @PathVariable long accountId,
            Locale locale,
            RedirectAttributes next) {
        ChannelAccount account = desk.find(person, accountId);
        return done(account, next, locale, "channel.account.taken.over", () -> desk.takeOver(person, account));
    }

    private String show(
            Person person,
            ChannelAccount account,
            Map<String, String> typed,
            Map<String, BadInput> wrong,
            Model model) {
        frame(person, model);
        model.addAttribute("view", views.one(person, account, typed, wrong));
        return "channel/account";
    }

    private void frame(Person person, Model model) {
        if (person.role() != Role.OPERATOR) {
            model.addAttribute("market", markets.byId(own(person)));
        }
    }

    private static long own(Person person) {
        if (person.role() == Role.OPERATOR) {
            return ChannelAccount.BANK;
        }
        Long marketId = person.marketId();
        if (marketId == null) {
            throw new NotFound("no market of " + person.userId());
        }
        return marketId;
    }

    private String done(ChannelAccount account, RedirectAttributes next, Locale locale, String said, Runnable act) {
        try {
            act.run();
            next.addFlashAttribute(SAID, words.getMessage(said, null, locale));
        } catch (BadInput wrong) {
            next.addFlashAttribute(WRONG, say(wrong, locale));
        }
        return back(account);
    }

    private String say(BadInput wrong, Locale locale) {
        return words.getMessage(wrong.messageKey(), wrong.arguments(), locale);
    }

    private static String back(ChannelAccount account) {
        return "redirect:/manage/channels/" + account.accountId();
    }
}
