/** The remote control of the simulated WeChat Pay: what a person would tap, and what may go wrong, for tests and market days. */
package org.caishi.simulator.wechat;

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
 * JSON, not signed, below {@code /simulator/wechat/control}:
 *
 * <ul>
 *   <li>{@code POST /pay} {@code {"outTradeNo":"…","outcome":"pay|slow|refuse","payer":"2","faults":{…}}}: what the payer does
 *       at the pay sheet; {@code slow} pays and its notice comes 10 s (scaled) later, {@code refuse} leaves the order unpaid.
 *       {@code payer} and {@code faults} may be left out
 *   <li>{@code POST /faults} {@code {"outTradeNo":"…","faults":{…}}} for the next notice of one order, a refund's too, or
 *       {@code {"next":5,"faults":{…}}} for the next notices of whatever order; {@code "next":0} ends it. The faults are
 *       {@code duplicates, delayMillis, reorder, attempts, loss, badSignature, signtest, wrongKey, ageSeconds, wrongAmount,
 *       wrongCurrency, wrongAppid, wrongMchid, wrongSubMchid}, explained at {@link Faults}; any may be left out
 *   <li>{@code POST /bill?date=2026-11-22&payments=100000}: makes a day's bill be there, today's too, with so many made-up
 *       payments behind the real ones; both may be left out
 *   <li>{@code GET /transactions/{outTradeNo}}: the order as the service knows it, with how its notice fared
 * </ul>
 *
 * What cannot be is answered with the service's own code: 404 ORDER_NOT_EXIST, 400 ORDERPAID, 400 ORDER_CLOSED.
 */
@RestController
@SimulatesWechat
@RequestMapping(SimulatorSettings.WECHAT_PATH + "/control")
@PreAuthorize("permitAll()")
class WechatControl {
    private final WechatTransactions transactions;
    private final WechatCashier cashier;
    private final WechatFaults faults;

    WechatControl(WechatTransactions transactions, WechatCashier cashier, WechatFaults faults) {
        this.transactions = transactions;
        this.cashier = cashier;
        this.faults = faults;
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

    /** An order and how its notice fared; {@code noticeStatus} 0 means no answer yet. */
    record Known(
            String outTradeNo,
            String prepayId,
            String state,
            @Nullable String transactionId,
            long amountFen,
            String subMchid,
            int refunds,
            int sharings,
            int noticeAttempts,
            int noticeStatus,
            boolean acknowledged) {
        static Known of(WechatTransaction transaction) {
            return new Known(
                    transaction.order().outTradeNo(),
                    transaction.prepayId(),
                    transaction.state().name(),
                    transaction.transactionId(),
                    transaction.order().total(),
                    transaction.order().subMchid(),
                    transaction.refunds().size(),
                    transaction.sharings().size(),
                    transaction.noticeAttempts(),
                    transaction.noticeStatus(),
                    transaction.isNoticed());
        }
    }

    @PostMapping("/pay")
    Known pay(@RequestBody PayRequest request) {
        String number = WechatChecks.required(request.outTradeNo(), "outTradeNo");
        if (request.faults() != null) {
            faults.put(number, FaultsRequest.faults(request.faults()));
        }
        return Known.of(cashier.decide(number, Payers.named(request.payer()), choice(request.outcome())));
    }

    @PostMapping("/faults")
    ResponseEntity<Void> place(@RequestBody PlaceRequest request) {
        Faults wanted = FaultsRequest.faults(request.faults());
        if (request.next() != null) {
            faults.putNext(request.next(), wanted);
        } else {
            faults.put(WechatChecks.required(request.outTradeNo(), "outTradeNo"), wanted);
        }
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/transactions/{outTradeNo}")
    Known known(@PathVariable String outTradeNo) {
        return transactions.find(outTradeNo).map(Known::of).orElseThrow(WechatRefusal::noSuchOrder);
    }

    @ExceptionHandler(WechatRefusal.class)
    ResponseEntity<WechatRefusal.Body> refused(WechatRefusal refusal) {
        return ResponseEntity.status(refusal.status()).body(refusal.body());
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<WechatRefusal.Body> impossible(IllegalArgumentException wrong) {
        WechatRefusal refusal = WechatRefusal.parameter(String.valueOf(wrong.getMessage()));
        return ResponseEntity.status(refusal.status()).body(refusal.body());
    }

    private static Choice choice(@Nullable String outcome) {
        return Choice.of(outcome).orElseThrow(() -> WechatRefusal.parameter("outcome", "pay, slow or refuse"));
    }
}
