/** Refunds over HTTP: ask for one, look at one. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
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
@RequestMapping(SimulatorSettings.WECHAT_PATH + "/v3/refund/domestic/refunds")
@PreAuthorize("permitAll()")
class WechatRefundApi {
    private final WechatGate gate;
    private final WechatRefunds refunds;
    private final WechatTransactions transactions;

    WechatRefundApi(WechatGate gate, WechatRefunds refunds, WechatTransactions transactions) {
        this.gate = gate;
        this.refunds = refunds;
        this.transactions = transactions;
    }

    @PostMapping
    ResponseEntity<byte[]> create(HttpServletRequest request) {
        return gate.answer(request, WechatRefunds.Request.class, refunds::accept);
    }

    @GetMapping("/{outRefundNo}")
    ResponseEntity<byte[]> byNumber(
            HttpServletRequest request,
            @PathVariable String outRefundNo,
            @RequestParam(name = "sub_mchid", required = false) @Nullable String subMchid) {
        return gate.answer(request, () -> {
            String merchant = WechatChecks.mchid(subMchid, "sub_mchid");
            return transactions
                    .byRefund(outRefundNo)
                    .filter(order -> order.order().subMchid().equals(merchant))
                    .flatMap(order -> order.refund(outRefundNo).map(refund -> WechatAnswers.refund(order, refund)))
                    .orElseThrow(() -> WechatRefusal.noSuchResource("退款单不存在"));
        });
    }
}
