/** The page of one order: waiting, then paid by itself; as JSON for whoever asks by program. */
package org.caishi.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.caishi.identity.Anyone;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.market.Vendors;
import org.caishi.platform.LivePages;
import org.caishi.platform.NotFound;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Controller
class OrderPage {
    private final PaymentOrders orders;
    private final Markets markets;
    private final Stalls stalls;
    private final Vendors vendors;
    private final LivePages pages;
    private final DayWord words;

    OrderPage(PaymentOrders orders, Markets markets, Stalls stalls, Vendors vendors, LivePages pages, DayWord words) {
        this.orders = orders;
        this.markets = markets;
        this.stalls = stalls;
        this.vendors = vendors;
        this.pages = pages;
        this.words = words;
    }

    @Anyone
    @GetMapping(value = "/q/orders/{orderNo}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String orderNo, Model model) {
        PaymentOrder order = order(orderNo);
        Market market = markets.byId(order.marketId());
        Stall stall = stalls.byId(order.marketId(), order.stallId());
        model.addAttribute("number", order.number().toString());
        model.addAttribute("order", order);
        model.addAttribute("amount", order.amount());
        model.addAttribute("market", market);
        model.addAttribute("stall", stall);
        model.addAttribute("vendor", vendors.byId(order.marketId(), order.vendorId()));
        if (order.paidAt() != null) {
            model.addAttribute("paidAt", order.paidAt().atZone(market.timeZone()));
            model.addAttribute(
                    "word", words.of(order.marketId(), order.stallId(), Objects.requireNonNull(order.businessDate())));
            model.addAttribute("runningNo", orders.runningNo(order.marketId(), order.orderNo()));
        }
        return "payment/order";
    }

    @Anyone
    @ResponseBody
    @GetMapping(value = "/q/orders/{orderNo}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> state(@PathVariable String orderNo) {
        PaymentOrder order = order(orderNo);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("orderNo", order.number().toString());
        answer.put("state", order.state());
        answer.put("amountFen", order.amountFen());
        answer.put("paidAt", order.paidAt());
        return answer;
    }

    /** Tells when the order changes; a page polls behind it. */
    @Anyone
    @GetMapping(value = "/q/orders/{orderNo}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable String orderNo) {
        return pages.open("order/" + order(orderNo).number());
    }

    private PaymentOrder order(String printed) {
        return OrderNumber.parse(printed)
                .flatMap(number -> orders.find(number.marketId(), number.orderNo()))
                .orElseThrow(() -> new NotFound("order"));
    }
}
