/** The body of an order as it comes over the wire, before anything in it is believed. */
package org.caishi.simulator.wechat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

record WechatPrepayRequest(
        @Nullable String spAppid,
        @Nullable String spMchid,
        @Nullable String subMchid,
        @Nullable String description,
        @Nullable String outTradeNo,
        @Nullable String timeExpire,
        @Nullable String attach,
        @Nullable String notifyUrl,
        @Nullable SettleInfo settleInfo,
        @Nullable Amount amount,
        @Nullable Payer payer) {
    record SettleInfo(@Nullable Boolean profitSharing) {}

    record Amount(@Nullable Long total, @Nullable String currency) {}

    record Payer(@Nullable String spOpenid, @Nullable String authCode) {}

    /** The order, when every parameter is right. */
    WechatOrder checked(WechatOrder.Kind kind, WechatKeys keys, Instant now) {
        WechatChecks.provider(spMchid, keys);
        if (!WechatChecks.required(spAppid, "sp_appid").equals(keys.spAppid())) {
            throw WechatRefusal.appidAndMchid();
        }
        Amount money = WechatChecks.given(amount, "amount");
        WechatChecks.currency(money.currency());
        return new WechatOrder(
                WechatChecks.outTradeNo(outTradeNo),
                kind,
                WechatChecks.mchid(subMchid, "sub_mchid"),
                WechatChecks.text(description, "description", 127),
                WechatChecks.optionalText(attach, "attach", 128),
                kind == WechatOrder.Kind.MICROPAY ? "" : WechatChecks.notifyUrl(notifyUrl),
                WechatChecks.fen(money.total(), "amount.total"),
                kind == WechatOrder.Kind.JSAPI ? openid() : null,
                settleInfo != null && Boolean.TRUE.equals(settleInfo.profitSharing()),
                WechatChecks.expiry(timeExpire, now));
    }

    private String openid() {
        String openid = WechatChecks.required(WechatChecks.given(payer, "payer").spOpenid(), "payer.sp_openid");
        if (!WechatPayers.isOpenid(openid)) {
            throw WechatRefusal.parameter("payer.sp_openid", "无效的openid");
        }
        return openid;
    }
}
