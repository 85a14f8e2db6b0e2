/** 账单: what each business date brought after fees, the month's total, and when it is in the account. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.caishi.identity.Person;
import org.caishi.identity.VendorOnly;
import org.caishi.platform.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class StatementPages {
    private final Stands stands;
    private final PhoneAccounts accounts;
    private final PhoneReceipts receipts;

    StatementPages(Stands stands, PhoneAccounts accounts, PhoneReceipts receipts) {
        this.stands = stands;
        this.accounts = accounts;
        this.receipts = receipts;
    }

    @VendorOnly
    @GetMapping("/vendor/statements")
    String month(
            @AuthenticationPrincipal Person person,
            @RequestParam(name = "month", required = false) @Nullable String asked,
            Model model) {
        Stand stand = stands.of(person);
        YearMonth current = YearMonth.from(stand.today());
        YearMonth month = asked == null ? current : parsed(asked, YearMonth::parse);
        List<DayAccount> days = between(stand, month.atDay(1), month.atEndOfMonth());
        model.addAttribute("stand", stand);
        model.addAttribute("month", month);
        model.addAttribute("isCurrent", !month.isBefore(current));
        model.addAttribute("days", days);
        model.addAttribute("sum", DayAccount.sum(month.atDay(1), days));
        return "vendor/statements";
    }

    /** A date without a row of this vendor does not exist for him; today does, though nothing may have come yet. */
    @VendorOnly
    @GetMapping("/vendor/statements/{date}")
    String day(
            @AuthenticationPrincipal Person person,
            @PathVariable("date") String asked,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Stand stand = stands.of(person);
        LocalDate date = parsed(asked, LocalDate::parse);
        List<DayAccount> found = between(stand, date, date);
        if (found.isEmpty() && !date.equals(stand.today())) {
            throw new NotFound("statement of " + date);
        }
        PageNumber number = PageNumber.of(page);
        model.addAttribute("stand", stand);
        model.addAttribute("day", found.isEmpty() ? DayAccount.nothingYet(date) : found.getFirst());
        model.addAttribute("page", number);
        model.addAttribute(
                "receipts", receipts.of(stand.marketId(), stand.vendorId(), date, PageNumber.ROWS, number.offset()));
        return "vendor/statement";
    }

    /** Newest first: what is open is newer than what is closed. */
    private List<DayAccount> between(Stand stand, LocalDate from, LocalDate to) {
        return Stream.concat(
                        accounts.open(stand.marketId(), stand.vendorId(), from, to).stream(),
                        accounts.closed(stand.marketId(), stand.vendorId(), from, to).stream())
                .toList();
    }

    private static <T> T parsed(String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (DateTimeParseException notOne) {
            throw new NotFound("no date: " + notOne.getErrorIndex());
        }
    }
}
