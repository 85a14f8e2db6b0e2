/** Where a simulated person decides: pays, pays with a late notice, or walks away. */
package org.caishi.simulator.unionpay;

import java.time.Clock;
import java.time.Duration;
import org.caishi.simulator.wallet.Choice;
import org.springframework.stereotype.Component;

@Component
@SimulatesUnionpay
class UnionpayCashier {
    private final UnionpayTransactions transactions;
    private final UnionpayNotices notices;
    private final Clock clock;

    UnionpayCashier(UnionpayTransactions transactions, UnionpayNotices notices, Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.clock = clock;
    }

    /** Does what the payer chose; refused when the order can no longer be paid. A payer who walks away changes nothing. */
    UnionpayTransaction decide(String orderId, Choice choice) {
        return switch (choice) {
            case PAY -> pay(orderId, Duration.ZERO);
            case SLOW -> pay(orderId, Choice.SLOW_NOTICE);
            case REFUSE -> transactions.find(orderId).orElseThrow(UnionpayRefusal::noSuchTransaction);
        };
    }

    private UnionpayTransaction pay(String orderId, Duration noticeAfter) {
        UnionpayTransaction paid =
                transactions.change(orderId, order -> order.paid(transactions.nextId(), clock.instant()));
        notices.paid(paid, noticeAfter);
        return paid;
    }
}
