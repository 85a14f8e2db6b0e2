/** Orders of the partner API: open (JSAPI, Native), query, close. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import org.caishi.simulator.SimulatorSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SimulatesWechat
@RequestMapping(SimulatorSettings.WECHAT_PATH + "/v3/pay/partner/transactions")
@PreAuthorize("permitAll()")
class WechatTransactionApi {
    private final WechatGate gate;
    private final WechatTransactions transactions;
    private final WechatKeys keys;
    private final SimulatorSettings settings;
    private final Clock clock;

    WechatTransactionApi(
            WechatGate gate,
            WechatTransactions transactions,
            WechatKeys keys,
            SimulatorSettings settings,
            Clock clock) {
        this.gate = gate;
        this.transactions = transactions;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    private record PrepayAnswer(String prepayId) {}

    private record CodeUrlAnswer(String codeUrl) {}

    private record CloseRequest(
            @Nullable String spMchid, @Nullable String subMchid) {}

    @PostMapping("/jsapi")
    ResponseEntity<byte[]> jsapi(HttpServletRequest request) {
        return gate.answer(
                request,
                WechatPrepayRequest.class,
                order -> new PrepayAnswer(open(order, WechatOrder.Kind.JSAPI).prepayId()));
    }

    /** The code URL is an address of the wallet page, so that any phone can open it by scanning. */
    @PostMapping("/native")
    ResponseEntity<byte[]> nativeOrder(HttpServletRequest request) {
        return gate.answer(
                request,
                WechatPrepayRequest.class,
                order -> new CodeUrlAnswer(settings.publicUrl() + SimulatorSettings.WECHAT_PATH + "/wallet/"
                        + open(order, WechatOrder.Kind.NATIVE).prepayId()));
    }

    @GetMapping("/out-trade-no/{outTradeNo}")
    ResponseEntity<byte[]> byNumber(
            HttpServletRequest request,
            @PathVariable String outTradeNo,
            @RequestParam(name = "sp_mchid", required = false) @Nullable String spMchid,
            @RequestParam(name = "sub_mchid", required = false) @Nullable String subMchid) {
        return gate.answer(request, () -> query(transactions.find(outTradeNo), spMchid, subMchid));
    }

    @GetMapping("/id/{transactionId}")
    ResponseEntity<byte[]> byId(
            HttpServletRequest request,
            @PathVariable String transactionId,
            @RequestParam(name = "sp_mchid", required = false) @Nullable String spMchid,
            @RequestParam(name = "sub_mchid", required = false) @Nullable String subMchid) {
        return gate.answer(request, () -> query(transactions.byTransactionId(transactionId), spMchid, subMchid));
    }

    @PostMapping("/out-trade-no/{outTradeNo}/close")
    ResponseEntity<byte[]> close(HttpServletRequest request, @PathVariable String outTradeNo) {
        return gate.answer(request, CloseRequest.class, close -> {
            WechatChecks.provider(close.spMchid(), keys);
            String merchant = WechatChecks.mchid(close.subMchid(), "sub_mchid");
            var _ = transactions.change(outTradeNo, order -> {
                if (!order.order().subMchid().equals(merchant)) {
                    throw WechatRefusal.noSuchOrder();
                }
                return order.closed();
            });
            return null;
        });
    }

    /** Undoes a charge by code, whatever became of it. */
    @PostMapping("/out-trade-no/{outTradeNo}/reverse")
    ResponseEntity<byte[]> reverse(HttpServletRequest request, @PathVariable String outTradeNo) {
        return gate.answer(request, CloseRequest.class, reverse -> {
            WechatChecks.provider(reverse.spMchid(), keys);
            String merchant = WechatChecks.mchid(reverse.subMchid(), "sub_mchid");
            var _ = transactions.change(outTradeNo, order -> {
                if (!order.order().subMchid().equals(merchant)) {
                    throw WechatRefusal.noSuchOrder();
                }
                return order.reversed();
            });
            return null;
        });
    }

    private WechatTransaction open(WechatPrepayRequest request, WechatOrder.Kind kind) {
        return transactions.open(request.checked(kind, keys, clock.instant()));
    }

    private WechatAnswers.Order query(
            Optional<WechatTransaction> found, @Nullable String spMchid, @Nullable String subMchid) {
        WechatChecks.provider(spMchid, keys);
        String merchant = WechatChecks.mchid(subMchid, "sub_mchid");
        return found.filter(order -> order.order().subMchid().equals(merchant))
                .map(order -> WechatAnswers.order(order, keys))
                .orElseThrow(WechatRefusal::noSuchOrder);
    }
}
