/** {@code /manage/books}: the trial balance of every market and over all, and the books' self-check, for the bank's operator. */
package org.caishi.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.caishi.identity.BankOperator;
import org.caishi.identity.Person;
import org.caishi.ledger.Ledger;
import org.caishi.ledger.TrialBalance;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

@Controller
@BankOperator
class BooksPage {
    private static final int FINDINGS_SHOWN = 200;

    private final Ledger ledger;
    private final Markets markets;
    private final BooksChecks checks;

    BooksPage(Ledger ledger, Markets markets, BooksChecks checks) {
        this.ledger = ledger;
        this.markets = markets;
        this.checks = checks;
    }

    @GetMapping("/manage/books")
    String books(Model model) {
        SortedMap<Long, TrialBalance> books = ledger.trialBalances();
        Map<Long, Market> known =
                markets.all().stream().collect(Collectors.toMap(Market::marketId, Function.identity()));
        model.addAttribute("total", TrialBalance.sum(books.values()));
        model.addAttribute(
                "books",
                books.entrySet().stream()
                        .map(entry -> new MarketBooks(known.get(entry.getKey()), entry.getValue()))
                        .toList());
        addCheck(model, checks.state(FINDINGS_SHOWN));
        return "report/books";
    }

    /** What the panel asks for while a check runs. */
    @GetMapping("/manage/books/check")
    String check(Model model) {
        addCheck(model, checks.state(FINDINGS_SHOWN));
        return "report/books :: check";
    }

    @PostMapping("/manage/books/check")
    String ask(@AuthenticationPrincipal Person person) {
        checks.ask(person);
        return "redirect:/manage/books";
    }

    /** What the panel needs wherever it stands. */
    static void addCheck(Model model, BooksChecks.State check) {
        model.addAttribute("check", check);
        model.addAttribute("nightly", ReportSchedule.NIGHTLY);
        model.addAttribute("operatorsTime", new MarketTime(ReportSchedule.OPERATORS_ZONE));
    }

    /** @param market null for the platform's own books */
    record MarketBooks(@Nullable Market market, TrialBalance book) {}
}
