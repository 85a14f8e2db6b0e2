/** Takes up after a restart what was under way: notices not acknowledged, refunds not done. */
package org.caishi.simulator.unionpay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
@SimulatesUnionpay
class UnionpayRestart {
    private static final Duration TELLS = Duration.ofDays(1);

    private final UnionpayTransactions transactions;
    private final UnionpayNotices notices;
    private final UnionpayRefunds refunds;
    private final Clock clock;

    UnionpayRestart(UnionpayTransactions transactions, UnionpayNotices notices, UnionpayRefunds refunds, Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.refunds = refunds;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void takeUp() {
        Instant oldest = clock.instant().minus(TELLS);
        transactions
                .all()
                .filter(order -> order.state() == UnionpayTransaction.State.PAID
                        && order.paidTime().isAfter(oldest))
                .forEach(this::takeUp);
    }

    private void takeUp(UnionpayTransaction order) {
        if (!order.noticed()) {
            notices.paid(order, Duration.ZERO);
        }
        order.refunds().stream()
                .filter(refund -> !refund.isDone())
                .forEach(refund -> refunds.finishLater(order.number(), refund.refundNo()));
    }
}
