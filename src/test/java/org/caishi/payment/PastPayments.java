/** Payments of past days by the thousand a day, each made from its number alone: every table can be filled by itself. */
package org.caishi.payment;

import com.github.f4b6a3.tsid.Tsid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Scene;
import org.caishi.market.PlateHolder;
import org.caishi.settlement.SplitRule;
import org.caishi.settlement.SplitRules;
import org.caishi.testing.TestMarket;

/** A payment every second and a half from five in the morning on, at a stall drawn by lot, the markets taking turns. */
final class PastPayments {
    static final int A_DAY = 27_400;
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalTime OPENING = LocalTime.of(5, 0);
    private static final long BETWEEN_MILLIS = 1_500;
    private static final int DEAREST_FEN = 11_000;

    /** The layout of {@link org.caishi.platform.Ids}: a payment a millisecond and market, so the counter stays zero. */
    private static final int TIME_SHIFT = 22;

    private static final int SHARD_SHIFT = 14;
    private static final int SHARDS = 256;

    private final List<PlateHolder> stalls;
    private final Map<Long, SplitRule> rules;
    private final LocalDate first;
    private final int count;

    PastPayments(List<PlateHolder> stalls, SplitRules rules, LocalDate today, int count) {
        this.stalls = stalls;
        this.rules = stalls.stream()
                .map(stall -> stall.market().marketId())
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> rules.inForce(id, today, 0, "", 0)));
        this.count = count;
        this.first = today.minusDays(days());
    }

    int days() {
        return (count + A_DAY - 1) / A_DAY;
    }

    /** All payments of the n-th day, in the order of their time. */
    List<JustPaid> day(int day) {
        return IntStream.range(day * A_DAY, Math.min(count, (day + 1) * A_DAY))
                .mapToObj(this::payment)
                .toList();
    }

    SplitRule rule(PaymentOrder order) {
        return rule(order.marketId());
    }

    private SplitRule rule(long marketId) {
        return Objects.requireNonNull(rules.get(marketId));
    }

    /** The local hour of a payment. */
    static int hourOf(JustPaid just) {
        return just.bookedAt().atZone(ZONE).getHour();
    }

    private JustPaid payment(int number) {
        SplittableRandom lot = new SplittableRandom(number);
        LocalDate date = first.plusDays(number / A_DAY);
        Instant at = date.atTime(OPENING).atZone(ZONE).toInstant().plusMillis(BETWEEN_MILLIS * (number % A_DAY));
        int half = stalls.size() / 2;
        PlateHolder stall = stalls.get(number % 2 * half + lot.nextInt(half));
        long marketId = stall.market().marketId();
        long id = (at.toEpochMilli() - Tsid.TSID_EPOCH) << TIME_SHIFT
                | Math.floorMod(marketId, (long) SHARDS) << SHARD_SHIFT;
        PaymentOrder waiting = new PaymentOrder(
                marketId,
                id,
                stall.stall().stallId(),
                stall.vendor().vendorId(),
                stall.plate().plateId(),
                null,
                ChannelName.WECHAT,
                Scene.NATIVE,
                TestMarket.merchantNo(stall.vendor()),
                100L + lot.nextInt(DEAREST_FEN),
                rule(marketId).ruleId(),
                OrderState.WAITING,
                at.minusSeconds(5),
                at.plus(Duration.ofMinutes(15)),
                null,
                0,
                null,
                null,
                null,
                0);
        return new JustPaid(waiting.paid("42000" + id, at, date), at);
    }
}
