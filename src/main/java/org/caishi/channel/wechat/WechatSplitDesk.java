/** Splits at WeChat Pay (分账): parts of a payment handed on, ended, brought back. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.service.profitsharing.ProfitsharingService;
import com.wechat.pay.java.service.profitsharing.model.AddReceiverRequest;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderReceiver;
import com.wechat.pay.java.service.profitsharing.model.CreateOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.CreateReturnOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.DetailStatus;
import com.wechat.pay.java.service.profitsharing.model.OrderReceiverDetail;
import com.wechat.pay.java.service.profitsharing.model.OrderStatus;
import com.wechat.pay.java.service.profitsharing.model.OrdersEntity;
import com.wechat.pay.java.service.profitsharing.model.QueryMerchantRatioRequest;
import com.wechat.pay.java.service.profitsharing.model.QueryOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.QueryReturnOrderRequest;
import com.wechat.pay.java.service.profitsharing.model.ReceiverRelationType;
import com.wechat.pay.java.service.profitsharing.model.ReceiverType;
import com.wechat.pay.java.service.profitsharing.model.ReturnOrderStatus;
import com.wechat.pay.java.service.profitsharing.model.ReturnOrdersEntity;
import com.wechat.pay.java.service.profitsharing.model.UnfreezeOrderRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.caishi.channel.SplitDesk;
import org.caishi.channel.SplitRequest;
import org.caishi.channel.SplitResult;
import org.caishi.channel.SplitReturn;
import org.caishi.platform.Excerpt;
import org.caishi.units.BasisPoints;
import org.jspecify.annotations.Nullable;

/**
 * A split is asynchronous and may be done for one receiver and closed for another: only one that is done for every receiver
 * is Done here. A part that was closed stays with the sub-merchant; the answer is then Declined with the reason, and the
 * receivers that did get theirs are named in it, for a person to look at.
 */
final class WechatSplitDesk implements SplitDesk {
    private static final int LONGEST_DESCRIPTION = 80;

    /** Codes after which nothing has moved and nothing will, from the error tables of the partner manual's split pages. */
    private static final Set<String> NO = Set.of(
            "PARAM_ERROR",
            "INVALID_REQUEST",
            "NO_AUTH",
            "NOT_ENOUGH",
            "RULE_LIMIT",
            "MCH_NOT_EXISTS",
            "APPID_MCHID_NOT_MATCH");

    private final WechatContract contract;
    private final ProfitsharingService service;

    WechatSplitDesk(WechatContract contract, WechatConnection connection) {
        this.contract = contract;
        this.service = new ProfitsharingService.Builder()
                .httpClient(connection.http())
                .encryptor(connection.encryptor())
                .decryptor(connection.decryptor())
                .build();
    }

    @Override
    public ReceiverResult register(String merchantNo, SplitReceiver receiver) {
        AddReceiverRequest request = new AddReceiverRequest();
        request.setSubMchid(merchantNo);
        request.setAppid(contract.spAppid());
        request.setType(type(receiver));
        request.setAccount(receiver.account());
        request.setName(receiver.name());
        request.setRelationType(ReceiverRelationType.SERVICE_PROVIDER);
        return switch (WechatAnswer.of(() -> service.addReceiver(request))) {
            case WechatAnswer.Given<?> given -> new ReceiverResult.Known();
            case WechatAnswer.Refused<?> refused ->
                NO.contains(refused.code())
                        ? new ReceiverResult.Declined(refused.code(), refused.words())
                        : new ReceiverResult.Unknown(refused.code());
            case WechatAnswer.Silent<?>(String why) -> new ReceiverResult.Unknown(why);
        };
    }

    /** The manual gives the ratio in units of 1/10,000. */
    @Override
    public RatioResult most(String merchantNo) {
        QueryMerchantRatioRequest request = new QueryMerchantRatioRequest();
        request.setSubMchid(merchantNo);
        WechatAnswer<RatioResult> answer = WechatAnswer.of(() -> new RatioResult.Most(BasisPoints.of(
                Math.toIntExact(service.queryMerchantRatio(request).getMaxRatio()))));
        return switch (answer) {
            case WechatAnswer.Given<RatioResult>(RatioResult ratio) -> ratio;
            case WechatAnswer.Refused<RatioResult> refused -> new RatioResult.Unknown(refused.code());
            case WechatAnswer.Silent<RatioResult>(String why) -> new RatioResult.Unknown(why);
        };
    }

    @Override
    public SplitResult split(SplitRequest split) {
        CreateOrderRequest request = new CreateOrderRequest();
        request.setSubMchid(split.merchantNo());
        request.setAppid(contract.spAppid());
        request.setTransactionId(split.channelTxn());
        request.setOutOrderNo(split.splitNo());
        request.setReceivers(
                split.parts().stream().map(WechatSplitDesk::receiver).toList());
        request.setUnfreezeUnsplit(split.last());
        return read(WechatAnswer.of(() -> told(service.createOrder(request), split.splitNo())), NO);
    }

    @Override
    public SplitResult querySplit(SplitRequest split) {
        QueryOrderRequest request = new QueryOrderRequest();
        request.setSubMchid(split.merchantNo());
        request.setTransactionId(split.channelTxn());
        request.setOutOrderNo(split.splitNo());
        return asked(WechatAnswer.of(() -> told(service.queryOrder(request), split.splitNo())));
    }

    @Override
    public SplitResult finish(String splitNo, String channelTxn, String merchantNo) {
        UnfreezeOrderRequest request = new UnfreezeOrderRequest();
        request.setSubMchid(merchantNo);
        request.setTransactionId(channelTxn);
        request.setOutOrderNo(splitNo);
        request.setDescription("解冻全部剩余资金");
        return read(WechatAnswer.of(() -> told(service.unfreezeOrder(request), splitNo)), NO);
    }

    @Override
    public SplitResult takeBack(SplitReturn back) {
        CreateReturnOrderRequest request = new CreateReturnOrderRequest();
        request.setSubMchid(back.merchantNo());
        request.setOutOrderNo(back.splitNo());
        request.setOutReturnNo(back.returnNo());
        request.setReturnMchid(back.receiver().account());
        request.setAmount(back.amount().fen());
        request.setDescription(Excerpt.of(back.description(), LONGEST_DESCRIPTION));
        return read(WechatAnswer.of(() -> told(service.createReturnOrder(request), back.returnNo())), NO);
    }

    @Override
    public SplitResult queryTakenBack(SplitReturn back) {
        QueryReturnOrderRequest request = new QueryReturnOrderRequest();
        request.setSubMchid(back.merchantNo());
        request.setOutOrderNo(back.splitNo());
        request.setOutReturnNo(back.returnNo());
        return asked(WechatAnswer.of(() -> told(service.queryReturnOrder(request), back.returnNo())));
    }

    private static SplitResult asked(WechatAnswer<SplitResult> answer) {
        return answer instanceof WechatAnswer.Refused<SplitResult> refused
                        && refused.code().equals("RESOURCE_NOT_EXISTS")
                ? new SplitResult.Missing()
                : read(answer, Set.of());
    }

    private static SplitResult read(WechatAnswer<SplitResult> answer, Set<String> no) {
        return switch (answer) {
            case WechatAnswer.Given<SplitResult>(SplitResult result) -> result;
            case WechatAnswer.Refused<SplitResult> refused ->
                no.contains(refused.code())
                        ? new SplitResult.Declined(refused.code(), refused.words())
                        : new SplitResult.Unknown(refused.code());
            case WechatAnswer.Silent<SplitResult>(String why) -> new SplitResult.Unknown(why);
        };
    }

    private static SplitResult told(OrdersEntity split, String splitNo) {
        if (!splitNo.equals(split.getOutOrderNo())) {
            return new SplitResult.Unknown("an answer about another split");
        }
        @Nullable OrderStatus state = split.getState();
        List<OrderReceiverDetail> parts = split.getReceivers();
        if (state == null || parts == null) {
            return new SplitResult.Unknown("a state that we do not know");
        }
        if (state == OrderStatus.PROCESSING) {
            return new SplitResult.Underway();
        }
        List<OrderReceiverDetail> closed = parts.stream()
                .filter(part -> part.getResult() == DetailStatus.CLOSED)
                .toList();
        if (!closed.isEmpty()) {
            return new SplitResult.Declined(
                    String.valueOf(closed.getFirst().getFailReason()),
                    closed.size() + " of " + parts.size() + " parts were closed");
        }
        return parts.stream().allMatch(part -> part.getResult() == DetailStatus.SUCCESS)
                ? new SplitResult.Done(Objects.requireNonNull(split.getOrderId()), latest(parts))
                : new SplitResult.Underway();
    }

    private static SplitResult told(ReturnOrdersEntity back, String returnNo) {
        if (!returnNo.equals(back.getOutReturnNo())) {
            return new SplitResult.Unknown("an answer about another return");
        }
        @Nullable ReturnOrderStatus state = back.getResult();
        if (state == null) {
            return new SplitResult.Unknown("a state that we do not know");
        }
        return switch (state) {
            case PROCESSING -> new SplitResult.Underway();
            case SUCCESS ->
                new SplitResult.Done(Objects.requireNonNull(back.getReturnId()), time(back.getFinishTime()));
            case FAILED -> new SplitResult.Declined(String.valueOf(back.getFailReason()), "");
        };
    }

    private static Instant latest(List<OrderReceiverDetail> parts) {
        return parts.stream()
                .map(part -> time(part.getFinishTime()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static CreateOrderReceiver receiver(SplitRequest.Part part) {
        CreateOrderReceiver receiver = new CreateOrderReceiver();
        receiver.setType(type(part.receiver()).name());
        receiver.setAccount(part.receiver().account());
        receiver.setName(part.receiver().name());
        receiver.setAmount(part.amount().fen());
        receiver.setDescription(Excerpt.of(part.description(), LONGEST_DESCRIPTION));
        return receiver;
    }

    private static ReceiverType type(SplitReceiver receiver) {
        return switch (receiver.kind()) {
            case MERCHANT -> ReceiverType.MERCHANT_ID;
            case PERSON -> ReceiverType.PERSONAL_OPENID;
        };
    }
}
