/** Profit sharing over HTTP: split, look, end, take back, ask for the limits. */
package org.caishi.simulator.wechat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
@RequestMapping(SimulatorSettings.WECHAT_PATH + "/v3/profitsharing")
@PreAuthorize("permitAll()")
class WechatProfitSharingApi {
    private final WechatGate gate;
    private final WechatProfitSharings sharings;
    private final WechatTransactions transactions;

    WechatProfitSharingApi(WechatGate gate, WechatProfitSharings sharings, WechatTransactions transactions) {
        this.gate = gate;
        this.sharings = sharings;
        this.transactions = transactions;
    }

    private record Ratio(String subMchid, int maxRatio) {}

    private record Unsplit(String transactionId, long unsplitAmount) {}

    private record Detail(
            long amount,
            String description,
            String type,
            String account,
            String result,
            @Nullable String finishTime,
            String createTime,
            String detailId) {}

    private record Split(
            String subMchid,
            String transactionId,
            String outOrderNo,
            String orderId,
            String state,
            List<Detail> receivers) {}

    private record Returned(
            String subMchid,
            String orderId,
            String outOrderNo,
            String outReturnNo,
            String returnId,
            String returnMchid,
            long amount,
            String description,
            String result,
            String createTime,
            String finishTime) {}

    @PostMapping("/orders")
    ResponseEntity<byte[]> share(HttpServletRequest request) {
        return gate.answer(
                request,
                WechatProfitSharings.Request.class,
                split -> split(sharings.share(split), WechatChecks.required(split.outOrderNo(), "out_order_no")));
    }

    @PostMapping("/orders/unfreeze")
    ResponseEntity<byte[]> unfreeze(HttpServletRequest request) {
        return gate.answer(
                request,
                WechatProfitSharings.UnfreezeRequest.class,
                rest -> split(sharings.unfreeze(rest), WechatChecks.required(rest.outOrderNo(), "out_order_no")));
    }

    @GetMapping("/orders/{outOrderNo}")
    ResponseEntity<byte[]> byNumber(
            HttpServletRequest request,
            @PathVariable String outOrderNo,
            @RequestParam(name = "sub_mchid", required = false) @Nullable String subMchid,
            @RequestParam(name = "transaction_id", required = false) @Nullable String transactionId) {
        return gate.answer(
                request,
                () -> split(sharings.order(WechatChecks.mchid(subMchid, "sub_mchid"), transactionId), outOrderNo));
    }

    @PostMapping("/return-orders")
    ResponseEntity<byte[]> giveBack(HttpServletRequest request) {
        return gate.answer(
                request,
                WechatProfitSharings.ReturnRequest.class,
                back -> returned(
                        sharings.giveBack(back),
                        WechatChecks.required(back.outOrderNo(), "out_order_no"),
                        WechatChecks.required(back.outReturnNo(), "out_return_no")));
    }

    @GetMapping("/return-orders/{outReturnNo}")
    ResponseEntity<byte[]> returnByNumber(
            HttpServletRequest request,
            @PathVariable String outReturnNo,
            @RequestParam(name = "sub_mchid", required = false) @Nullable String subMchid,
            @RequestParam(name = "out_order_no", required = false) @Nullable String outOrderNo) {
        return gate.answer(request, () -> {
            String merchant = WechatChecks.mchid(subMchid, "sub_mchid");
            String number = WechatChecks.outNo(outOrderNo, "out_order_no");
            return transactions
                    .bySharing(number)
                    .filter(order -> order.order().subMchid().equals(merchant))
                    .map(order -> returned(order, number, outReturnNo))
                    .orElseThrow(() -> WechatRefusal.noSuchResource("分账单不存在"));
        });
    }

    @GetMapping("/merchant-configs/{subMchid}")
    ResponseEntity<byte[]> ratio(HttpServletRequest request, @PathVariable String subMchid) {
        return gate.answer(request, () -> new Ratio(subMchid, WechatProfitSharings.MOST_SHARED.points()));
    }

    @GetMapping("/transactions/{transactionId}/amounts")
    ResponseEntity<byte[]> unsplit(HttpServletRequest request, @PathVariable String transactionId) {
        return gate.answer(
                request,
                () -> transactions
                        .byTransactionId(transactionId)
                        .map(order -> new Unsplit(transactionId, sharings.unsplitFen(order)))
                        .orElseThrow(() -> WechatRefusal.noSuchResource("订单不存在")));
    }

    private static Split split(WechatTransaction order, String outOrderNo) {
        WechatSharing sharing = order.sharing(outOrderNo).orElseThrow(() -> WechatRefusal.noSuchResource("分账单不存在"));
        String finished = sharing.finished() == null ? null : WechatJson.time(sharing.finished());
        return new Split(
                order.order().subMchid(),
                order.paidId(),
                outOrderNo,
                sharing.orderId(),
                finished == null ? "PROCESSING" : "FINISHED",
                sharing.receivers().stream()
                        .map(receiver -> new Detail(
                                receiver.amount(),
                                receiver.description(),
                                receiver.type(),
                                receiver.account(),
                                finished == null ? "PENDING" : "SUCCESS",
                                finished,
                                WechatJson.time(sharing.created()),
                                receiver.detailId()))
                        .toList());
    }

    private static Returned returned(WechatTransaction order, String outOrderNo, String outReturnNo) {
        WechatSharing sharing = order.sharing(outOrderNo).orElseThrow(() -> WechatRefusal.noSuchResource("分账单不存在"));
        WechatSharing.Return back = sharing.returns().stream()
                .filter(one -> one.outReturnNo().equals(outReturnNo))
                .findFirst()
                .orElseThrow(() -> WechatRefusal.noSuchResource("回退单不存在"));
        return new Returned(
                order.order().subMchid(),
                sharing.orderId(),
                outOrderNo,
                outReturnNo,
                back.returnId(),
                back.returnMchid(),
                back.amount(),
                back.description(),
                "SUCCESS",
                WechatJson.time(back.created()),
                WechatJson.time(back.created()));
    }
}
