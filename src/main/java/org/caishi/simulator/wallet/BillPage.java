/** One click: a day's bill of each simulated service, shown and to be downloaded. */
package org.caishi.simulator.wallet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.caishi.platform.NotFound;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** More made-up payments than the page allows are had by the controls of the services. */
@Controller
@ConditionalOnProperty("caishi.demo")
@RequestMapping("/simulator/bills")
@PreAuthorize("permitAll()")
class BillPage {
    private static final int MOST_PAYMENTS = 100_000;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final List<String> ORDER = List.of("wechat", "alipay", "unionpay");

    private final List<DayBills> services;
    private final Clock clock;

    BillPage(List<DayBills> services, Clock clock) {
        this.services = services.stream()
                .sorted(Comparator.comparing(service -> ORDER.indexOf(service.wallet())))
                .toList();
        this.clock = clock;
    }

    /** Also where a page that made a bill is asked for again, in the other language. */
    @GetMapping({"", "/{wallet}"})
    String show(Model model) {
        return page(today().toString(), "0", model);
    }

    @PostMapping("/{wallet}")
    String make(
            @PathVariable String wallet,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String payments,
            Model model)
            throws IOException {
        DayBills service = service(wallet);
        try {
            LocalDate date = LocalDate.parse(day.strip());
            int madeUp = payments.isBlank() ? 0 : Integer.parseInt(payments.strip());
            if (madeUp < 0 || madeUp > MOST_PAYMENTS || date.isBefore(EARLIEST) || date.isAfter(today())) {
                throw new IllegalArgumentException("out of bounds");
            }
            model.addAttribute("bill", service.bill(date, madeUp));
            model.addAttribute("made", wallet);
            return page(date.toString(), Integer.toString(madeUp), model);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            model.addAttribute("wrong", wallet);
            return page(today().toString(), "0", model);
        }
    }

    @GetMapping("/{wallet}/{day}")
    void download(@PathVariable String wallet, @PathVariable LocalDate day, HttpServletResponse answer)
            throws IOException {
        DayBills service = service(wallet);
        String name = service.fileName(day).orElseThrow(() -> new NotFound("bill of " + day));
        answer.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        service.download(day, answer.getOutputStream());
    }

    private String page(String day, String payments, Model model) {
        model.addAttribute("wallets", services.stream().map(DayBills::wallet).toList());
        model.addAttribute("day", day);
        model.addAttribute("payments", payments);
        model.addAttribute("today", today().toString());
        model.addAttribute("most", MOST_PAYMENTS);
        return "simulator/bills";
    }

    private DayBills service(String wallet) {
        return services.stream()
                .filter(service -> service.wallet().equals(wallet))
                .findFirst()
                .orElseThrow(() -> new NotFound("wallet"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), BEIJING);
    }
}
