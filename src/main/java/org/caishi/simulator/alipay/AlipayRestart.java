/** Takes up after a restart what was under way: notices not taken, splits not done. */
package org.caishi.simulator.alipay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayRestart {
    /** As long as the service itself goes on telling. */
    private static final Duration TELLS = Duration.ofHours(25);

    private final AlipayTrades trades;
    private final AlipayNotices notices;
    private final AlipaySplits splits;
    private final Clock clock;

    AlipayRestart(AlipayTrades trades, AlipayNotices notices, AlipaySplits splits, Clock clock) {
        this.trades = trades;
        this.notices = notices;
        this.splits = splits;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void takeUp() {
        Instant oldest = clock.instant().minus(TELLS);
        trades.all()
                .filter(trade -> trade.isPaid() && trade.paidTime().isAfter(oldest))
                .forEach(this::takeUp);
    }

    private void takeUp(AlipayTrade trade) {
        if (!trade.notice().taken()) {
            notices.paid(trade, Duration.ZERO);
        }
        trade.splits().stream()
                .filter(split -> split.done() == null)
                .forEach(split -> splits.finishLater(trade.number(), split.outRequestNo()));
    }
}
