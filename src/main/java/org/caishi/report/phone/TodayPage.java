/** 今日: how much today, from what, and every payment by its running number; one payment alone on a page of its own. */
package org.caishi.report.phone;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.caishi.identity.Person;
import org.caishi.identity.Pins;
import org.caishi.identity.VendorOnly;
import org.caishi.payment.DayWord;
import org.caishi.payment.OrderNumber;
import org.caishi.platform.NotFound;
import org.caishi.report.phone.PhoneSales.SoldItem;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class TodayPage {
    private final Stands stands;
    private final PhoneReceipts receipts;
    private final PhoneSales sales;
    private final DayWord words;
    private final Pins pins;

    TodayPage(Stands stands, PhoneReceipts receipts, PhoneSales sales, DayWord words, Pins pins) {
        this.stands = stands;
        this.receipts = receipts;
        this.sales = sales;
        this.words = words;
        this.pins = pins;
    }

    @VendorOnly
    @GetMapping("/vendor/today")
    String page(@AuthenticationPrincipal Person person, @RequestParam(defaultValue = "1") int page, Model model) {
        Stand stand = stands.of(person);
        PageNumber number = PageNumber.of(page);
        model.addAttribute("stand", stand);
        model.addAttribute("day", day(stand));
        model.addAttribute("page", number);
        model.addAttribute(
                "receipts",
                receipts.of(stand.marketId(), stand.vendorId(), stand.today(), PageNumber.ROWS, number.offset()));
        return "vendor/today";
    }

    @VendorOnly
    @GetMapping("/vendor/payments/{number}")
    String payment(@AuthenticationPrincipal Person person, @PathVariable String number, Model model) {
        Stand stand = stands.of(person);
        Receipt receipt = OrderNumber.parse(number)
                .filter(order -> order.marketId() == stand.marketId())
                .flatMap(order -> receipts.byNo(stand.marketId(), stand.vendorId(), order.orderNo()))
                .orElseThrow(() -> new NotFound("payment " + number));
        Long weighingId = receipt.weighingId();
        List<SoldItem> items = weighingId == null ? List.of() : sales.items(stand.marketId(), weighingId);
        model.addAttribute("stand", stand);
        model.addAttribute("receipt", receipt);
        model.addAttribute("items", items);
        model.addAttribute("word", words.of(stand.marketId(), receipt.stallId(), receipt.businessDate()));
        List<GivenBack> refunds = receipts.refunds(stand.marketId(), receipt.orderNo());
        model.addAttribute("refunds", refunds);
        model.addAttribute("left", receipt.left(refunds));
        model.addAttribute("mayRefund", person.role().givesBackOwnSales());
        model.addAttribute("hasPin", pins.isSet(person));
        model.addAttribute("request", UUID.randomUUID().toString());
        return "vendor/payment";
    }

    private TodayView day(Stand stand) {
        long marketId = stand.marketId();
        long vendorId = stand.vendorId();
        LocalDate today = stand.today();
        return new TodayView(
                receipts.sum(marketId, vendorId, today),
                receipts.givenBack(marketId, vendorId, today),
                TodayView.hours(
                        receipts.byQuarter(marketId, vendorId, today),
                        stand.market().day()),
                receipts.byWallet(marketId, vendorId, today),
                sales.sold(marketId, vendorId, today),
                sales.typed(marketId, vendorId, today));
    }
}
