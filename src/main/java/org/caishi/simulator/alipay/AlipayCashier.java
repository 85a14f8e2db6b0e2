/** Where a simulated person decides: pays, pays with a late notice, or walks away. */
package org.caishi.simulator.alipay;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.caishi.simulator.wallet.Choice;
import org.caishi.simulator.wallet.Payers;
import org.springframework.stereotype.Component;

@Component
@SimulatesAlipay
class AlipayCashier {
    private static final long TWELVE_DIGITS = 1_000_000_000_000L;

    private final AlipayTrades trades;
    private final AlipayNotices notices;
    private final Clock clock;

    AlipayCashier(AlipayTrades trades, AlipayNotices notices, Clock clock) {
        this.trades = trades;
        this.notices = notices;
        this.clock = clock;
    }

    /** A person's number: 2088 and 12 digits, the same for every application. */
    static String userId(String payer) {
        long drawn = ByteBuffer.wrap(Payers.digest("alipay", payer)).getLong() >>> 1;
        return "2088%012d".formatted(drawn % TWELVE_DIGITS);
    }

    /** Does what the payer chose; refused when the trade can no longer be paid. A payer who walks away changes nothing. */
    AlipayTrade decide(String outTradeNo, String payer, Choice choice) {
        return switch (choice) {
            case PAY -> pay(outTradeNo, payer, Duration.ZERO);
            case SLOW -> pay(outTradeNo, payer, Choice.SLOW_NOTICE);
            case REFUSE -> trades.find(outTradeNo).orElseThrow(AlipayRefusal::noSuchTrade);
        };
    }

    private AlipayTrade pay(String outTradeNo, String payer, Duration noticeAfter) {
        AlipayTrade paid = trades.change(
                outTradeNo,
                trade -> trade.paid(
                        Objects.requireNonNullElseGet(trade.order().buyerId(), () -> userId(payer)), clock.instant()));
        notices.paid(paid, noticeAfter);
        return paid;
    }
}
