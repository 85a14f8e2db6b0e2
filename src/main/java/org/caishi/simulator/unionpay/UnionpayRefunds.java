/** The rules of refunds: taken at once, done after two seconds, told by a notice. */
package org.caishi.simulator.unionpay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.caishi.simulator.wallet.Delays;
import org.springframework.stereotype.Component;

@Component
@SimulatesUnionpay
class UnionpayRefunds {
    private static final Duration TAKES = Duration.ofSeconds(2);
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z]{6,40}");
    private static final Pattern AMOUNT = Pattern.compile("[1-9]\\d{0,11}");

    private final UnionpayTransactions transactions;
    private final UnionpayNotices notices;
    private final Delays delays;
    private final Clock clock;

    UnionpayRefunds(UnionpayTransactions transactions, UnionpayNotices notices, Delays delays, Clock clock) {
        this.transactions = transactions;
        this.notices = notices;
        this.delays = delays;
        this.clock = clock;
    }

    UnionpayMessage accept(UnionpayMessage asked) {
        String number = UnionpayCounter.matching(asked, "orderId", NUMBER);
        UnionpayRefund wanted = new UnionpayRefund(
                number,
                transactions.nextId(),
                Long.parseLong(UnionpayCounter.matching(asked, "txnAmt", AMOUNT)),
                asked.get("backUrl"),
                null);
        UnionpayTransaction order = transactions
                .byPayment(asked.get("origQryId"))
                .filter(one -> one.order().subMerchant().equals(asked.get("subMerId")))
                .orElseThrow(() -> UnionpayRefusal.of("35", "原交易不存在，不可退款"));
        if (transactions.byRefund(number).stream()
                .anyMatch(other -> !other.number().equals(order.number()))) {
            throw UnionpayRefusal.duplicate();
        }
        UnionpayTransaction after = transactions.change(order.number(), before -> accepted(before, wanted));
        UnionpayRefund refund = after.refund(number).orElseThrow();
        if (refund.queryId().equals(wanted.queryId())) {
            finishLater(order.number(), number);
        }
        return new UnionpayMessage().with("queryId", refund.queryId());
    }

    /** Does what is due for a refund under way, also after a restart. */
    void finishLater(String orderId, String refundNo) {
        delays.after(TAKES, () -> finish(orderId, refundNo));
    }

    /** The same number with the same amount is the same refund. */
    private static UnionpayTransaction accepted(UnionpayTransaction order, UnionpayRefund wanted) {
        Optional<UnionpayRefund> known = order.refund(wanted.refundNo());
        if (known.isPresent()) {
            if (known.get().fen() != wanted.fen()) {
                throw UnionpayRefusal.of("36", "退款金额与之前请求不一致");
            }
            return order;
        }
        if (order.state() != UnionpayTransaction.State.PAID) {
            throw UnionpayRefusal.of("35", "原交易状态不正确，不可退款");
        }
        if (order.refundedFen() + wanted.fen() > order.order().fen()) {
            throw UnionpayRefusal.of("33", "退款金额超限");
        }
        return order.with(wanted);
    }

    private void finish(String orderId, String refundNo) {
        UnionpayTransaction after = transactions.change(
                orderId,
                order -> order.refund(refundNo)
                        .filter(refund -> !refund.isDone())
                        .map(refund -> order.with(refund.done(clock.instant())))
                        .orElse(order));
        after.refund(refundNo).filter(UnionpayRefund::isDone).ifPresent(refund -> notices.refunded(after, refund));
    }
}
