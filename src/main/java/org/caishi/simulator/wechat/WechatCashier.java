/** Where a simulated person decides: pays, pays with a late notice, or walks away. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.caishi.simulator.wallet.Choice;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatCashier {
    private final WechatTransactions transactions;
    private final WechatNotices notices;
    private final WechatKeys keys;
    private final Clock clock;

    WechatCashier(WechatTransactions transactions, WechatNotices notices, WechatKeys keys, Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.keys = keys;
        this.clock = clock;
    }

    /** Does what the payer chose; refused when the order can no longer be paid. A payer who walks away changes nothing. */
    WechatTransaction decide(String outTradeNo, String payer, Choice choice) {
        return switch (choice) {
            case PAY -> pay(outTradeNo, payer, Duration.ZERO);
            case SLOW -> pay(outTradeNo, payer, Choice.SLOW_NOTICE);
            case REFUSE -> transactions.find(outTradeNo).orElseThrow(WechatRefusal::noSuchOrder);
        };
    }

    private WechatTransaction pay(String outTradeNo, String payer, Duration noticeAfter) {
        WechatTransaction paid = transactions.change(
                outTradeNo,
                order -> order.paid(
                        transactions.nextId("4200"),
                        Objects.requireNonNullElseGet(
                                order.order().openid(), () -> WechatPayers.openid(keys.spAppid(), payer)),
                        clock.instant()));
        notices.paid(paid, noticeAfter);
        return paid;
    }
}
