/** Splits at Alipay (分账): receivers bound, parts instructed out and asked about, the rest set free, parts brought back. */
package org.caishi.channel.alipay;

import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradeOrderSettleModel;
import com.alipay.api.domain.AlipayTradeOrderSettleQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.AlipayTradeRoyaltyRateQueryModel;
import com.alipay.api.domain.AlipayTradeRoyaltyRelationBindModel;
import com.alipay.api.domain.OpenApiRoyaltyDetailInfoPojo;
import com.alipay.api.domain.RoyaltyEntity;
import com.alipay.api.domain.SettleExtendParams;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradeOrderSettleQueryRequest;
import com.alipay.api.request.AlipayTradeOrderSettleRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.request.AlipayTradeRoyaltyRateQueryRequest;
import com.alipay.api.request.AlipayTradeRoyaltyRelationBindRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.caishi.channel.SplitDesk;
import org.caishi.channel.SplitRequest;
import org.caishi.channel.SplitResult;
import org.caishi.channel.SplitReturn;
import org.caishi.platform.Excerpt;
import org.caishi.units.BasisPoints;
import org.jspecify.annotations.Nullable;

/**
 * Splits are asked for asynchronously ({@code royalty_mode=async}: at most 300 requests a trade and 50 receivers a request,
 * against 50 and 5) and their end is asked for. A part comes back by a refund that gives the payer nothing and names only what
 * receivers give back ({@code refund_royalty_parameters}), as the manual of 直付通 has it (仅退分账).
 *
 * <p>What the public text leaves open, and what is done here: receivers are bound to the application, not to each sub-merchant;
 * the greatest share is the application's, the same for all; ending a split without parts sends {@code royalty_finish} alone;
 * a refund that only takes back is asked for with an amount of 0.00. Should the service refuse one of these, it is a decline.
 */
final class AlipaySplitDesk implements SplitDesk {
    private static final int MOST_RECEIVERS = 50;
    private static final int LONGEST_WORDS = 128;
    private static final int WHOLE_PERCENT = 100;
    private static final Pattern USER_ID = Pattern.compile("2088\\d{12}");
    private static final Pattern LOGIN_NAME = Pattern.compile(".+@.+|1\\d{10}");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}");

    /** Codes that say no for good, from the error tables of the manual's pages on binding, settling and refunds. */
    private static final Set<String> NO = Set.of(
            "ACQ.INVALID_PARAMETER",
            "ACQ.ACCESS_FORBIDDEN",
            "ACQ.USER_NOT_EXIST",
            "ACQ.RECEIVER_IS_INVALID",
            "ACQ.USER_ROYALTY_RELATION_NOT_EXIST",
            "ACQ.ROYALTY_RECEIVER_INVALID",
            "ACQ.ROYALTY_RECEIVER_EXCEED_LIMIT",
            "ACQ.ROYALTY_TIMES_EXCEED_LIMIT",
            "ACQ.ALLOC_AMOUNT_VALIDATE_ERROR",
            "ACQ.TRADE_NOT_EXIST",
            "ACQ.TRADE_NOT_ALLOW_REFUND",
            "ACQ.REFUND_FEE_ERROR");

    private final AlipayConnection gateway;
    private final Clock clock;

    AlipaySplitDesk(AlipayConnection gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public ReceiverResult register(String merchantNo, SplitReceiver receiver) {
        RoyaltyEntity entity = new RoyaltyEntity();
        entity.setType(accountType(receiver));
        entity.setAccount(receiver.account());
        entity.setName(receiver.name());
        AlipayTradeRoyaltyRelationBindModel model = new AlipayTradeRoyaltyRelationBindModel();
        model.setOutRequestNo(numberOf("bind", receiver.account()));
        model.setReceiverList(List.of(entity));
        AlipayTradeRoyaltyRelationBindRequest request = new AlipayTradeRoyaltyRelationBindRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given ->
                given.text("result_code").equals("SUCCESS")
                        ? new ReceiverResult.Known()
                        : new ReceiverResult.Unknown("not said to be bound");
            case AlipayAnswer.Refused(String code, String words) ->
                NO.contains(code) ? new ReceiverResult.Declined(code, words) : new ReceiverResult.Unknown(code);
            case AlipayAnswer.Silent(String why) -> new ReceiverResult.Unknown(why);
        };
    }

    @Override
    public RatioResult most(String merchantNo) {
        AlipayTradeRoyaltyRateQueryModel model = new AlipayTradeRoyaltyRateQueryModel();
        model.setOutRequestNo(numberOf("rate", merchantNo));
        AlipayTradeRoyaltyRateQueryRequest request = new AlipayTradeRoyaltyRateQueryRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given -> ratio(given.text("max_ratio"));
            case AlipayAnswer.Refused refused -> new RatioResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new RatioResult.Unknown(why);
        };
    }

    private static RatioResult ratio(String percent) {
        if (!PERCENT.matcher(percent).matches()) {
            return new RatioResult.Unknown("a share that cannot be read");
        }
        int most = Integer.parseInt(percent);
        return most > WHOLE_PERCENT
                ? new RatioResult.Unknown("a share of more than all")
                : new RatioResult.Most(BasisPoints.of(most * (BasisPoints.WHOLE / WHOLE_PERCENT)));
    }

    @Override
    public SplitResult split(SplitRequest request) {
        if (request.parts().size() > MOST_RECEIVERS) {
            return new SplitResult.Declined("RECEIVERS", "at most " + MOST_RECEIVERS);
        }
        List<OpenApiRoyaltyDetailInfoPojo> parts =
                request.parts().stream().map(AlipaySplitDesk::detail).toList();
        return settled(request.splitNo(), request.channelTxn(), parts, request.last());
    }

    @Override
    public SplitResult finish(String splitNo, String channelTxn, String merchantNo) {
        return settled(splitNo, channelTxn, List.of(), true);
    }

    private SplitResult settled(
            String splitNo, String channelTxn, List<OpenApiRoyaltyDetailInfoPojo> parts, boolean last) {
        SettleExtendParams extend = new SettleExtendParams();
        extend.setRoyaltyFinish(Boolean.toString(last));
        AlipayTradeOrderSettleModel model = new AlipayTradeOrderSettleModel();
        model.setOutRequestNo(splitNo);
        model.setTradeNo(channelTxn);
        model.setRoyaltyMode("async");
        model.setExtendParams(extend);
        if (!parts.isEmpty()) {
            model.setRoyaltyParameters(parts);
        }
        AlipayTradeOrderSettleRequest request = new AlipayTradeOrderSettleRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given ->
                given.text("trade_no").equals(channelTxn)
                        ? new SplitResult.Underway()
                        : new SplitResult.Unknown("an answer about another trade");
            case AlipayAnswer.Refused(String code, String words) -> refused(code, words);
            case AlipayAnswer.Silent(String why) -> new SplitResult.Unknown(why);
        };
    }

    @Override
    public SplitResult querySplit(SplitRequest request) {
        AlipayTradeOrderSettleQueryModel model = new AlipayTradeOrderSettleQueryModel();
        model.setTradeNo(request.channelTxn());
        model.setOutRequestNo(request.splitNo());
        AlipayTradeOrderSettleQueryRequest query = new AlipayTradeOrderSettleQueryRequest();
        query.setBizModel(model);
        return switch (gateway.ask(query)) {
            case AlipayAnswer.Given given ->
                given.text("out_request_no").equals(request.splitNo())
                        ? AlipaySplitDetails.read(
                                given, request.splitNo(), request.parts().size())
                        : new SplitResult.Unknown("an answer about another split");
            case AlipayAnswer.Refused refused ->
                refused.code().endsWith("NOT_EXIST")
                        ? new SplitResult.Missing()
                        : new SplitResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new SplitResult.Unknown(why);
        };
    }

    @Override
    public SplitResult takeBack(SplitReturn request) {
        OpenApiRoyaltyDetailInfoPojo back = new OpenApiRoyaltyDetailInfoPojo();
        back.setRoyaltyType("transfer");
        back.setTransOut(request.receiver().account());
        back.setTransOutType(accountType(request.receiver()));
        back.setAmount(request.amount().yuan());
        back.setDesc(Excerpt.of(request.description(), LONGEST_WORDS));
        AlipayTradeRefundModel model = new AlipayTradeRefundModel();
        model.setTradeNo(request.channelTxn());
        model.setOutRequestNo(request.returnNo());
        model.setRefundAmount("0.00");
        model.setRefundRoyaltyParameters(List.of(back));
        AlipayTradeRefundRequest refund = new AlipayTradeRefundRequest();
        refund.setBizModel(model);
        return switch (gateway.ask(refund)) {
            case AlipayAnswer.Given given -> {
                if (!given.text("trade_no").equals(request.channelTxn())) {
                    yield new SplitResult.Unknown("an answer about another trade");
                }
                yield given.text("fund_change").equals("Y")
                        ? new SplitResult.Done(request.returnNo(), clock.instant())
                        : new SplitResult.Underway();
            }
            case AlipayAnswer.Refused(String code, String words) -> refused(code, words);
            case AlipayAnswer.Silent(String why) -> new SplitResult.Unknown(why);
        };
    }

    @Override
    public SplitResult queryTakenBack(SplitReturn request) {
        AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
        model.setTradeNo(request.channelTxn());
        model.setOutRequestNo(request.returnNo());
        model.setQueryOptions(List.of("gmt_refund_pay"));
        AlipayTradeFastpayRefundQueryRequest query = new AlipayTradeFastpayRefundQueryRequest();
        query.setBizModel(model);
        return switch (gateway.ask(query)) {
            case AlipayAnswer.Given given -> {
                String state = given.text("refund_status");
                if (state.isEmpty()) {
                    yield new SplitResult.Missing();
                }
                yield state.equals("REFUND_SUCCESS")
                                && given.text("out_request_no").equals(request.returnNo())
                        ? new SplitResult.Done(request.returnNo(), clock.instant())
                        : new SplitResult.Unknown("an answer that does not fit");
            }
            case AlipayAnswer.Refused refused -> new SplitResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new SplitResult.Unknown(why);
        };
    }

    private static SplitResult refused(String code, String words) {
        return NO.contains(code) ? new SplitResult.Declined(code, words) : new SplitResult.Unknown(code);
    }

    private static OpenApiRoyaltyDetailInfoPojo detail(SplitRequest.Part part) {
        OpenApiRoyaltyDetailInfoPojo detail = new OpenApiRoyaltyDetailInfoPojo();
        detail.setRoyaltyType("transfer");
        detail.setTransIn(part.receiver().account());
        detail.setTransInType(accountType(part.receiver()));
        @Nullable String name = part.receiver().name();
        if (name != null) {
            detail.setTransInName(name);
        }
        detail.setAmount(part.amount().yuan());
        detail.setDesc(Excerpt.of(part.description(), LONGEST_WORDS));
        return detail;
    }

    /** Told by its form: a number of 16 digits, a mail address or mobile number, else an open id. */
    private static String accountType(SplitReceiver receiver) {
        if (USER_ID.matcher(receiver.account()).matches()) {
            return "userId";
        }
        return LOGIN_NAME.matcher(receiver.account()).matches() ? "loginName" : "openId";
    }

    /** The same question has the same number, of 32 letters and digits. */
    private static String numberOf(String what, String about) {
        return UUID.nameUUIDFromBytes((what + "/" + about).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
