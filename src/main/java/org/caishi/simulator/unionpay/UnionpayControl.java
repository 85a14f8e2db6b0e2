/** The remote control of the simulated UnionPay: what a person would tap, and what may go wrong, for tests and market days. */
package org.caishi.simulator.unionpay;

import java.time.LocalDate;
import java.util.Map;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.FaultsRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
 * JSON, not signed, below {@code /simulator/unionpay/control}:
 *
 * <ul>
 *   <li>{@code POST /pay} {@code {"orderId":"…","outcome":"pay|slow|refuse","faults":{…}}}: what the payer does at the pay
 *       sheet; {@code faults} may be left out
 *   <li>{@code POST /scan} {@code {"code":"000201…"}}: a wallet from abroad scans a code; what is there to pay, as below
 *   <li>{@code POST /faults} {@code {"orderId":"…","faults":{…}}} for the next notice of one order, a refund's too, or {@code
 *       {"next":5,"faults":{…}}} for the next notices of whatever order; what can be wrong is explained at {@link
 *       org.caishi.simulator.wallet.Faults}
 *   <li>{@code POST /bill} {@code {"day":"2026-11-22","invented":1000}}: makes the bill of a day now, with so many payments
 *       that never were beside the true ones; without it a day's bill is there on the next day
 *   <li>{@code GET /transactions/{orderId}}: the order as the acquirer knows it, with how its notice fared
 * </ul>
 *
 * What cannot be is answered 400 (404 where there is no such order) with the acquirer's own code.
 */
@RestController
@SimulatesUnionpay
@RequestMapping(SimulatesUnionpay.PATH + "/control")
@PreAuthorize("permitAll()")
class UnionpayControl {
    private final UnionpayTransactions transactions;
    private final UnionpayCashier cashier;
    private final UnionpayAbroad abroad;
    private final UnionpayFaults faults;
    private final UnionpayBills bills;

    UnionpayControl(
            UnionpayTransactions transactions,
            UnionpayCashier cashier,
            UnionpayAbroad abroad,
            UnionpayFaults faults,
            UnionpayBills bills) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.abroad = abroad;
        this.faults = faults;
        this.bills = bills;
    }

    record PayRequest(
            @Nullable String orderId,
            @Nullable String outcome,
            @Nullable FaultsRequest faults) {}

    record PlaceRequest(
            @Nullable String orderId,
            @Nullable Integer next,
            @Nullable FaultsRequest faults) {}

    record ScanRequest(String code) {}

    record BillRequest(LocalDate day, int invented) {}

    /** An order and how its notice fared; {@code noticeStatus} 0 means no answer yet. */
    record Known(
            String orderId,
            String state,
            @Nullable String queryId,
            long amountFen,
            String subMerchant,
            int refunds,
            int noticeAttempts,
            int noticeStatus,
            boolean acknowledged) {
        static Known of(UnionpayTransaction transaction) {
            return new Known(
                    transaction.number(),
                    transaction.state().name(),
                    transaction.queryId(),
                    transaction.order().fen(),
                    transaction.order().subMerchant(),
                    transaction.refunds().size(),
                    transaction.noticeAttempts(),
                    transaction.noticeStatus(),
                    transaction.noticed());
        }
    }

    @PostMapping("/pay")
    Known pay(@RequestBody PayRequest request) {
        String number = given(request.orderId());
        Choice choice = Choice.of(request.outcome()).orElseThrow(() -> UnionpayRefusal.field("outcome"));
        if (request.faults() != null) {
            faults.put(number, FaultsRequest.faults(request.faults()));
        }
        return Known.of(cashier.decide(number, choice));
    }

    @PostMapping("/scan")
    Known scan(@RequestBody ScanRequest request) {
        return Known.of(abroad.scan(request.code()));
    }

    @PostMapping("/faults")
    ResponseEntity<Void> place(@RequestBody PlaceRequest request) {
        if (request.next() != null) {
            faults.putNext(request.next(), FaultsRequest.faults(request.faults()));
        } else {
            faults.put(given(request.orderId()), FaultsRequest.faults(request.faults()));
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/bill")
    ResponseEntity<Void> bill(@RequestBody BillRequest request) {
        bills.make(request.day(), request.invented());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/transactions/{orderId}")
    Known known(@PathVariable String orderId) {
        return transactions.find(orderId).map(Known::of).orElseThrow(UnionpayRefusal::noSuchTransaction);
    }

    @ExceptionHandler(UnionpayRefusal.class)
    ResponseEntity<Map<String, String>> refused(UnionpayRefusal refusal) {
        return ResponseEntity.status(refusal.code().equals("34") ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST)
                .body(Map.of("code", refusal.code(), "message", refusal.words()));
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<Map<String, String>> impossible(IllegalArgumentException wrong) {
        return ResponseEntity.badRequest().body(Map.of("code", "10", "message", String.valueOf(wrong.getMessage())));
    }

    private static String given(@Nullable String orderId) {
        if (orderId == null || orderId.isEmpty()) {
            throw UnionpayRefusal.field("orderId");
        }
        return orderId;
    }
}
