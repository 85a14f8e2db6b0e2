/** The remote control of the simulated Alipay: what a person would tap, and what may go wrong, for tests and market days. */
package org.caishi.simulator.alipay;

import java.time.LocalDate;
import java.util.Objects;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Faults;
import org.caishi.simulator.wallet.FaultsRequest;
import org.caishi.simulator.wallet.Payers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * JSON, not signed, below {@code /simulator/alipay/control}:
 *
 * <ul>
 *   <li>{@code POST /pay} {@code {"outTradeNo":"…","outcome":"pay|slow|refuse","payer":"2","faults":{…}}}: what the payer does
 *       at the pay sheet; {@code slow} pays and its notice comes 10 s (scaled) later, {@code refuse} leaves the trade unpaid.
 *       {@code payer} and {@code faults} may be left out
 *   <li>{@code POST /faults} {@code {"outTradeNo":"…","faults":{…}}} for the next notice of one trade, a refund's too, or
 *       {@code {"next":5,"faults":{…}}} for the next notices of whatever trade; {@code "next":0} ends it. The faults are those
 *       of {@link Faults}; any may be left out. {@code wrongMerchant} is {@code seller_id}, {@code wrongSubMerchant} what comes
 *       back in {@code passback_params}
 *   <li>{@code GET /transactions/{outTradeNo}}: the trade as the service knows it, with how its notice fared
 *   <li>{@code POST /bill} {@code {"day":"2026-11-22","payments":100000}}: makes a day's bill be there, today's too, with so many
 *       made-up payments behind the real ones
 * </ul>
 *
 * What cannot be is answered with 400 and the service's own code.
 */
@RestController
@SimulatesAlipay
@RequestMapping(SimulatorSettings.ALIPAY_PATH + "/control")
@PreAuthorize("permitAll()")
class AlipayControl {
    private static final int MOST_MADE_UP = 5_000_000;

    private final AlipayTrades trades;
    private final AlipayCashier cashier;
    private final AlipayFaults faults;
    private final AlipayBills bills;

    AlipayControl(AlipayTrades trades, AlipayCashier cashier, AlipayFaults faults, AlipayBills bills) {
        this.trades = trades;
        this.cashier = cashier;
        this.faults = faults;
        this.bills = bills;
    }

    record PayRequest(
            @Nullable String outTradeNo,
            @Nullable String outcome,
            @Nullable String payer,
            @Nullable FaultsRequest faults) {}

    record PlaceRequest(
            @Nullable String outTradeNo,
            @Nullable Integer next,
            @Nullable FaultsRequest faults) {}

    record BillRequest(LocalDate day, @Nullable Integer payments) {}

    /** A trade and how its notice fared; {@code noticeStatus} 0 means no answer yet. */
    record Known(
            String outTradeNo,
            String tradeNo,
            String state,
            long amountFen,
            long refundedFen,
            String subMerchant,
            int splits,
            int noticeAttempts,
            int noticeStatus,
            boolean acknowledged) {
        static Known of(AlipayTrade trade) {
            return new Known(
                    trade.number(),
                    trade.tradeNo(),
                    trade.state().name(),
                    trade.order().total(),
                    trade.refundedFen(),
                    trade.order().subMerchant(),
                    trade.splits().size(),
                    trade.notice().attempts(),
                    trade.notice().status(),
                    trade.notice().taken());
        }
    }

    @PostMapping("/pay")
    Known pay(@RequestBody PayRequest request) {
        String number = required(request.outTradeNo());
        if (request.faults() != null) {
            faults.put(number, FaultsRequest.faults(request.faults()));
        }
        Choice choice = Choice.of(request.outcome()).orElseThrow(() -> AlipayRefusal.parameter("outcome"));
        return Known.of(cashier.decide(number, Payers.named(request.payer()), choice));
    }

    @PostMapping("/faults")
    ResponseEntity<Void> place(@RequestBody PlaceRequest request) {
        Faults wanted = FaultsRequest.faults(request.faults());
        if (request.next() != null) {
            faults.putNext(request.next(), wanted);
        } else {
            faults.put(required(request.outTradeNo()), wanted);
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/bill")
    ResponseEntity<Void> bill(@RequestBody BillRequest request) {
        int payments = Objects.requireNonNullElse(request.payments(), 0);
        if (payments < 0 || payments > MOST_MADE_UP) {
            throw AlipayRefusal.parameter("payments");
        }
        bills.make(request.day(), payments);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/transactions/{outTradeNo}")
    Known known(@PathVariable String outTradeNo) {
        return trades.find(outTradeNo).map(Known::of).orElseThrow(AlipayRefusal::noSuchTrade);
    }

    @ExceptionHandler(AlipayRefusal.class)
    ResponseEntity<AlipayRefusal.Body> refused(AlipayRefusal refusal) {
        return ResponseEntity.badRequest().body(refusal.body());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<AlipayRefusal.Body> impossible(IllegalArgumentException wrong) {
        return ResponseEntity.badRequest()
                .body(AlipayRefusal.parameter(String.valueOf(wrong.getMessage()))
                        .body());
    }

    private static String required(@Nullable String outTradeNo) {
        if (outTradeNo == null || outTradeNo.isEmpty()) {
            throw AlipayRefusal.parameter("outTradeNo");
        }
        return outTradeNo;
    }
}
