/** Takes up after a restart what was under way: notices not acknowledged, refunds and splits not done. */
package org.caishi.simulator.wechat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
@SimulatesWechat
class WechatRestart {
    /** As long as the service itself goes on telling. */
    private static final Duration TELLS = Duration.ofDays(1);

    private final WechatTransactions transactions;
    private final WechatNotices notices;
    private final WechatRefunds refunds;
    private final WechatProfitSharings sharings;
    private final Clock clock;

    WechatRestart(
            WechatTransactions transactions,
            WechatNotices notices,
            WechatRefunds refunds,
            WechatProfitSharings sharings,
            Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.refunds = refunds;
        this.sharings = sharings;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void takeUp() {
        Instant oldest = clock.instant().minus(TELLS);
        transactions
                .all()
                .filter(order -> order.isPaid() && order.paidTime().isAfter(oldest))
                .forEach(this::takeUp);
    }

    private void takeUp(WechatTransaction order) {
        String number = order.order().outTradeNo();
        if (!order.isNoticed()) {
            notices.paid(order, Duration.ZERO);
        }
        order.refunds().stream()
                .filter(refund -> refund.succeeded() == null)
                .forEach(refund -> refunds.finishLater(number, refund.outRefundNo()));
        order.sharings().stream()
                .filter(sharing -> sharing.finished() == null)
                .forEach(sharing -> sharings.finishLater(number, sharing.outOrderNo()));
    }
}
