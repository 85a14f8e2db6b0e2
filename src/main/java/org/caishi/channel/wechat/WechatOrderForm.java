/** Writes a charge as the SDK's order forms, which hold the same fields in two unrelated families of classes. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.service.partnerpayments.jsapi.model.Amount;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Payer;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.SettleInfo;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.PaymentCode;
import org.caishi.platform.Excerpt;

final class WechatOrderForm {
    private static final String CNY = "CNY";
    private static final int LONGEST_DESCRIPTION = 127;
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private WechatOrderForm() {}

    static PrepayRequest jsapi(ChargeRequest charge, WechatContract contract) {
        PrepayRequest order = new PrepayRequest();
        order.setSpAppid(contract.spAppid());
        order.setSpMchid(contract.spMchid());
        order.setSubMchid(charge.merchantNo());
        order.setDescription(description(charge));
        order.setOutTradeNo(charge.orderNo());
        order.setTimeExpire(time(charge.expiresAt()));
        order.setNotifyUrl(contract.notifyUrl().toString());
        SettleInfo settle = new SettleInfo();
        settle.setProfitSharing(charge.splits());
        order.setSettleInfo(settle);
        Amount amount = new Amount();
        amount.setTotal(Math.toIntExact(charge.amount().fen()));
        amount.setCurrency(CNY);
        order.setAmount(amount);
        Payer payer = new Payer();
        payer.setSpOpenid(charge.payer().id());
        order.setPayer(payer);
        return order;
    }

    static com.wechat.pay.java.service.partnerpayments.nativepay.model.PrepayRequest nativePay(
            ChargeRequest charge, WechatContract contract) {
        var order = new com.wechat.pay.java.service.partnerpayments.nativepay.model.PrepayRequest();
        order.setSpAppid(contract.spAppid());
        order.setSpMchid(contract.spMchid());
        order.setSubMchid(charge.merchantNo());
        order.setDescription(description(charge));
        order.setOutTradeNo(charge.orderNo());
        order.setTimeExpire(time(charge.expiresAt()));
        order.setNotifyUrl(contract.notifyUrl().toString());
        var settle = new com.wechat.pay.java.service.partnerpayments.nativepay.model.SettleInfo();
        settle.setProfitSharing(charge.splits());
        order.setSettleInfo(settle);
        var amount = new com.wechat.pay.java.service.partnerpayments.nativepay.model.Amount();
        amount.setTotal(Math.toIntExact(charge.amount().fen()));
        amount.setCurrency(CNY);
        order.setAmount(amount);
        return order;
    }

    /** The body of a charge by code, which no class of the SDK describes. */
    static Map<String, Object> code(ChargeRequest charge, PaymentCode code, WechatContract contract) {
        return Map.of(
                "sp_appid", contract.spAppid(),
                "sp_mchid", contract.spMchid(),
                "sub_mchid", charge.merchantNo(),
                "description", description(charge),
                "out_trade_no", charge.orderNo(),
                "settle_info", Map.of("profit_sharing", charge.splits()),
                "amount", Map.of("total", charge.amount().fen(), "currency", CNY),
                "payer", Map.of("auth_code", code.digits()),
                "scene_info", Map.of("store_info", Map.of("id", charge.merchantNo())));
    }

    private static String description(ChargeRequest charge) {
        return Excerpt.of(charge.description(), LONGEST_DESCRIPTION);
    }

    private static String time(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), BEIJING));
    }
}
