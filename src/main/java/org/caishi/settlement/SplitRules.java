/** The split rules of each market: finds the one in force, keeps all that ever were. */
package org.caishi.settlement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.caishi.platform.Ids;
import org.caishi.units.BasisPoints;
import org.springframework.stereotype.Component;

@Component
public class SplitRules {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final SplitRuleRows rows;
    private final Ids ids;
    private final Clock clock;
    private final ConcurrentMap<Long, Read> read = new ConcurrentHashMap<>();

    SplitRules(SplitRuleRows rows, Ids ids, Clock clock) {
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a rule from a day on; the rule of the same scope that was in force ends the day before. */
    public SplitRule add(
            long marketId,
            RuleScope scope,
            String scopeKey,
            BasisPoints commission,
            BasisPoints channelFee,
            FeePayer payer,
            LocalDate from) {
        rows.end(marketId, scope.name(), scopeKey, from, from.minusDays(1));
        SplitRule rule =
                new SplitRule(marketId, ids.next(marketId), scope, scopeKey, commission, channelFee, payer, from, null);
        rows.add(rule);
        read.remove(marketId);
        return rule;
    }

    /**
     * The rule for a payment to this vendor on this day: the narrowest scope wins, then the latest version.
     *
     * @throws IllegalStateException when the market has no rule at all: it must not take money
     */
    public SplitRule inForce(long marketId, LocalDate date, long zoneId, String category, long vendorId) {
        return of(marketId).stream()
                .filter(rule -> rule.isInForce(date))
                .filter(rule -> switch (rule.scope()) {
                    case MARKET -> true;
                    case ZONE -> rule.scopeKey().equals(Long.toString(zoneId));
                    case CATEGORY -> rule.scopeKey().equals(category);
                    case VENDOR -> rule.scopeKey().equals(Long.toString(vendorId));
                })
                .min(Comparator.comparing(SplitRule::scope)
                        .thenComparing(SplitRule::validFrom, Comparator.reverseOrder())
                        .thenComparing(SplitRule::ruleId, Comparator.reverseOrder()))
                .orElseThrow(() -> new IllegalStateException("market " + marketId + " has no split rule on " + date));
    }

    /** The version under which an order was opened. */
    public SplitRule byId(long marketId, long ruleId) {
        return of(marketId).stream()
                .filter(rule -> rule.ruleId() == ruleId)
                .findFirst()
                .orElseGet(() -> freshly(marketId).stream()
                        .filter(rule -> rule.ruleId() == ruleId)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no split rule " + ruleId)));
    }

    private List<SplitRule> of(long marketId) {
        Read last = read.get(marketId);
        if (last == null || last.at.plus(FRESH).isBefore(clock.instant())) {
            return freshly(marketId);
        }
        return last.rules;
    }

    private List<SplitRule> freshly(long marketId) {
        List<SplitRule> rules =
                rows.of(marketId).stream().map(SplitRuleRows.Row::rule).toList();
        read.put(marketId, new Read(rules, clock.instant()));
        return rules;
    }

    private record Read(List<SplitRule> rules, Instant at) {}
}
