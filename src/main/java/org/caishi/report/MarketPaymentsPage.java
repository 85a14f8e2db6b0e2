/** The payments of a market: the list, its export, and the whole chain of one payment. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.caishi.channel.RawNotices;
import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.NotFound;
import org.caishi.report.PaymentList.Totals;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@RequestMapping("/manage/{marketCode}")
class MarketPaymentsPage {
    /** A channel repeats a notice some fifteen times at most. */
    private static final int RAW_SHOWN = 50;

    private final Clock clock;
    private final MarketDoor door;
    private final PaymentList rows;
    private final FloorRows stalls;
    private final Chains chains;
    private final PaymentsBook book;
    private final RawNotices raw;

    MarketPaymentsPage(
            Clock clock,
            MarketDoor door,
            PaymentList rows,
            FloorRows stalls,
            Chains chains,
            PaymentsBook book,
            RawNotices raw) {
        this.clock = clock;
        this.door = door;
        this.rows = rows;
        this.stalls = stalls;
        this.chains = chains;
        this.book = book;
        this.raw = raw;
    }

    @GetMapping("/payments")
    @MarketStaff
    String list(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") PaymentQuery query,
            Model model) {
        Market market = door.enter(person, marketCode);
        PaymentFilter filter = query.filter(market, today(market));
        Totals totals = rows.totals(filter);
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("filter", filter);
        model.addAttribute("stalls", stalls.of(market.marketId()));
        model.addAttribute("totals", totals);
        model.addAttribute("rows", rows.page(filter));
        model.addAttribute("page", query.pageNumber());
        model.addAttribute("pages", pages(totals.payments()));
        model.addAttribute("exportLimit", PaymentsBook.MAX_ROWS);
        return "report/payments";
    }

    @GetMapping("/payments.xlsx")
    @MarketStaff
    void export(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @ModelAttribute("query") PaymentQuery query,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Market market = door.enter(person, marketCode);
        book.send(market, query.filter(market, today(market)), person.displayName(), locale, response);
    }

    /** As a drawer when htmx asks, else as a page of its own. */
    @GetMapping("/payments/{orderNo}")
    @MarketStaff
    String one(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable String orderNo,
            @RequestHeader(name = "HX-Request", required = false) String byHtmx,
            HttpServletResponse response,
            Model model) {
        Market market = door.enter(person, marketCode);
        OrderNumber number = OrderNumber.parse(orderNo)
                .filter(n -> n.marketId() == market.marketId())
                .orElseThrow(() -> new NotFound("order " + orderNo));
        model.addAttribute("market", market);
        model.addAttribute("time", MarketTime.of(market));
        model.addAttribute("chain", chains.of(number));
        model.addAttribute("raw", raw.ofOrder(market.marketId(), number.orderNo(), RAW_SHOWN));
        model.addAttribute("request", UUID.randomUUID().toString());
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return byHtmx == null ? "report/payment" : "report/payment :: chain";
    }

    private LocalDate today(Market market) {
        return market.day().dateOf(clock.instant());
    }

    private static long pages(long payments) {
        long pages = (payments + PaymentQuery.PAGE - 1) / PaymentQuery.PAGE;
        return Math.clamp(pages, 1, PaymentQuery.LAST_PAGE);
    }
}
