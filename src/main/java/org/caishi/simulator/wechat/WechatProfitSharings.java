/** The rules of profit sharing: shares of one payment go out to others, the rest is given free, shares come back. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.Delays;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a receiver was added to the merchant beforehand is not looked at; every receiver gets its share. */
@Component
@SimulatesWechat
class WechatProfitSharings {
    /** What a merchant lets its provider split off, the service's default: 30 %. */
    static final BasisPoints MOST_SHARED = BasisPoints.of(3000);

    private static final BasisPoints FEE = BasisPoints.of(60);
    private static final Duration NOT_BEFORE = Duration.ofSeconds(30);
    private static final Duration TAKES = Duration.ofSeconds(2);
    private static final Duration LATEST_RETURN = Duration.ofDays(180);
    private static final int MOST_REQUESTS = 50;
    private static final int MOST_RECEIVERS = 50;

    private final WechatTransactions transactions;
    private final Delays delays;
    private final SimulatorSettings settings;
    private final Clock clock;

    WechatProfitSharings(WechatTransactions transactions, Delays delays, SimulatorSettings settings, Clock clock) {
        this.transactions = transactions;
        this.delays = delays;
        this.settings = settings;
        this.clock = clock;
    }

    record Receiver(
            @Nullable String type,
            @Nullable String account,
            @Nullable Long amount,
            @Nullable String description) {}

    record Request(
            @Nullable String subMchid,
            @Nullable String transactionId,
            @Nullable String outOrderNo,
            @Nullable List<Receiver> receivers,
            @Nullable Boolean unfreezeUnsplit) {}

    record UnfreezeRequest(
            @Nullable String subMchid,
            @Nullable String transactionId,
            @Nullable String outOrderNo,
            @Nullable String description) {}

    record ReturnRequest(
            @Nullable String subMchid,
            @Nullable String outOrderNo,
            @Nullable String outReturnNo,
            @Nullable String returnMchid,
            @Nullable Long amount,
            @Nullable String description) {}

    /** Splits shares off to others. */
    WechatTransaction share(Request request) {
        String number = WechatChecks.outNo(request.outOrderNo(), "out_order_no");
        List<Receiver> receivers = WechatChecks.given(request.receivers(), "receivers");
        if (receivers.isEmpty() || receivers.size() > MOST_RECEIVERS) {
            throw WechatRefusal.parameter("receivers", "应为1~" + MOST_RECEIVERS + "个接收方");
        }
        WechatSharing wanted = new WechatSharing(
                number,
                transactions.nextId("3000"),
                receivers.stream().map(this::checked).toList(),
                Boolean.TRUE.equals(WechatChecks.given(request.unfreezeUnsplit(), "unfreeze_unsplit")),
                true,
                clock.instant(),
                null,
                List.of());
        return accept(request.subMchid(), request.transactionId(), wanted);
    }

    /** Gives the rest to the merchant and ends the splitting. */
    WechatTransaction unfreeze(UnfreezeRequest request) {
        String merchant = WechatChecks.mchid(request.subMchid(), "sub_mchid");
        String description = WechatChecks.text(request.description(), "description", 80);
        WechatTransaction order = order(merchant, request.transactionId());
        WechatSharing wanted = new WechatSharing(
                WechatChecks.outNo(request.outOrderNo(), "out_order_no"),
                transactions.nextId("3000"),
                List.of(new WechatSharing.Receiver(
                        "MERCHANT_ID", merchant, unsplitFen(order), description, transactions.nextId("3600"))),
                true,
                false,
                clock.instant(),
                null,
                List.of());
        return accept(merchant, request.transactionId(), wanted);
    }

    /** Takes a share back from a receiver; done at once. */
    WechatTransaction giveBack(ReturnRequest request) {
        String merchant = WechatChecks.mchid(request.subMchid(), "sub_mchid");
        String number = WechatChecks.outNo(request.outOrderNo(), "out_order_no");
        WechatSharing.Return wanted = new WechatSharing.Return(
                WechatChecks.outNo(request.outReturnNo(), "out_return_no"),
                transactions.nextId("3500"),
                WechatChecks.mchid(request.returnMchid(), "return_mchid"),
                WechatChecks.fen(request.amount(), "amount"),
                WechatChecks.text(request.description(), "description", 80),
                clock.instant());
        WechatTransaction order = transactions
                .bySharing(number)
                .filter(one -> one.order().subMchid().equals(merchant))
                .orElseThrow(() -> WechatRefusal.noSuchResource("分账单不存在"));
        return transactions.change(
                order.order().outTradeNo(), one -> one.withSharing(number, sharing -> returned(sharing, wanted)));
    }

    /** What of a payment can still be split off. */
    long unsplitFen(WechatTransaction order) {
        if (order.unfrozen()) {
            return 0;
        }
        Money total = Money.ofFen(order.order().total());
        long rest = total.minus(FEE.shareOf(total)).fen() - order.sharedFen() - order.refundedFen();
        return Math.max(0, rest);
    }

    WechatTransaction order(String merchant, @Nullable String transactionId) {
        return transactions
                .byTransactionId(WechatChecks.required(transactionId, "transaction_id"))
                .filter(one -> one.order().subMchid().equals(merchant))
                .orElseThrow(() -> WechatRefusal.noSuchResource("订单不存在"));
    }

    /** Does what is due for a split under way, also after a restart. */
    void finishLater(String outTradeNo, String outOrderNo) {
        delays.after(TAKES, () -> {
            var _ = transactions.change(
                    outTradeNo,
                    order -> order.withSharing(
                            outOrderNo,
                            sharing -> sharing.finished() == null ? sharing.finished(clock.instant()) : sharing));
        });
    }

    private WechatTransaction accept(@Nullable String subMchid, @Nullable String transactionId, WechatSharing wanted) {
        String merchant = WechatChecks.mchid(subMchid, "sub_mchid");
        String outTradeNo = order(merchant, transactionId).order().outTradeNo();
        Optional<WechatTransaction> owner = transactions.bySharing(wanted.outOrderNo());
        if (owner.isPresent() && !owner.get().order().outTradeNo().equals(outTradeNo)) {
            throw WechatRefusal.invalidRequest("商户分账单号重复");
        }
        WechatTransaction after = transactions.change(outTradeNo, order -> accepted(order, wanted));
        if (after.sharing(wanted.outOrderNo()).orElseThrow().orderId().equals(wanted.orderId())) {
            finishLater(outTradeNo, wanted.outOrderNo());
        }
        return after;
    }

    /** The rules of a split; the same number is the same split, whatever else it says. */
    private WechatTransaction accepted(WechatTransaction order, WechatSharing wanted) {
        if (order.sharing(wanted.outOrderNo()).isPresent()) {
            return order;
        }
        if (!order.order().profitSharing()) {
            throw WechatRefusal.invalidRequest("非分账订单不支持分账");
        }
        if (clock.instant().isBefore(order.paidTime().plus(settings.scaled(NOT_BEFORE)))) {
            throw WechatRefusal.invalidRequest("订单处理中，暂时无法分账，请稍后再试");
        }
        if (order.unfrozen()) {
            throw WechatRefusal.invalidRequest("订单剩余金额已解冻，无法继续分账");
        }
        if (order.sharings().size() >= MOST_REQUESTS) {
            throw WechatRefusal.ruleLimit("同一笔订单最多支持" + MOST_REQUESTS + "次分账");
        }
        if (wanted.sharedFen() > unsplitFen(order)) {
            throw WechatRefusal.notEnough("分账金额大于订单剩余待分金额");
        }
        long most = MOST_SHARED.shareOf(Money.ofFen(order.order().total())).fen();
        if (wanted.toOthers() && order.sharedFen() + wanted.sharedFen() > most) {
            throw WechatRefusal.ruleLimit("分账金额超过最大分账比例");
        }
        return order.with(wanted);
    }

    private WechatSharing returned(WechatSharing sharing, WechatSharing.Return wanted) {
        Optional<WechatSharing.Return> known = sharing.returns().stream()
                .filter(one -> one.outReturnNo().equals(wanted.outReturnNo()))
                .findFirst();
        if (known.isPresent()) {
            if (known.get().amount() != wanted.amount()) {
                throw WechatRefusal.invalidRequest("回退金额与之前请求不一致");
            }
            return sharing;
        }
        if (sharing.finished() == null) {
            throw WechatRefusal.invalidRequest("分账处理中，暂时无法回退");
        }
        if (clock.instant().isAfter(sharing.created().plus(LATEST_RETURN))) {
            throw WechatRefusal.invalidRequest("超过可回退的最大期限");
        }
        if (wanted.amount() > sharing.heldBy(wanted.returnMchid())) {
            throw WechatRefusal.invalidRequest("回退金额超过该接收方的分账金额");
        }
        return sharing.with(wanted);
    }

    private WechatSharing.Receiver checked(Receiver receiver) {
        return new WechatSharing.Receiver(
                WechatChecks.required(receiver.type(), "receivers.type"),
                WechatChecks.text(receiver.account(), "receivers.account", 64),
                WechatChecks.fen(receiver.amount(), "receivers.amount"),
                WechatChecks.text(receiver.description(), "receivers.description", 80),
                transactions.nextId("3600"));
    }
}
