/** The market's fair scales: how each stands today, what it shows, and its daily check. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.LiveWeights;
import org.caishi.scale.ScaleStanding;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class FairScales {
    private final ScaleRegister register;
    private final FairRows rows;
    private final WeightRules rules;
    private final LiveWeights live;
    private final AuditTrail audit;
    private final Ids ids;
    private final Transactions transactions;
    private final InstantSource clock;

    FairScales(
            ScaleRegister register,
            FairRows rows,
            WeightRules rules,
            LiveWeights live,
            AuditTrail audit,
            Ids ids,
            Transactions transactions,
            InstantSource clock) {
        this.register = register;
        this.rows = rows;
        this.rules = rules;
        this.live = live;
        this.audit = audit;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A fair scale today.
     *
     * @param check the day's youngest; null: none yet
     */
    record FairScale(RegisteredScale scale, @Nullable FairCheck check, LiveWeight shown, LocalDate today) {
        public FairCheck.State state() {
            if (check == null) {
                return FairCheck.State.UNCHECKED;
            }
            return check.passed() ? FairCheck.State.PASSED : FairCheck.State.FAILED;
        }

        public ScaleStanding standing() {
            return scale.standing(today);
        }

        public boolean verified() {
            return standing().holds();
        }

        /** Whether what it says may be relied on. */
        public boolean sound() {
            return verified() && state() == FairCheck.State.PASSED;
        }

        public long deviceId() {
            return scale.device().deviceId();
        }
    }

    List<FairScale> of(Market market) {
        return register.fair(market.marketId()).stream()
                .map(scale -> today(market, scale))
                .toList();
    }

    /** @throws NotFound when the market has no such fair scale */
    FairScale byId(Market market, long deviceId) {
        RegisteredScale scale = register.byId(market.marketId(), deviceId);
        if (!scale.particulars().fair()) {
            throw new NotFound("fair scale " + deviceId);
        }
        return today(market, scale);
    }

    List<FairCheck> checks(long marketId, long deviceId) {
        return rows.checks(marketId, deviceId);
    }

    FairCheckRule rule(Market market) {
        return rules.fairCheck(day(market));
    }

    /**
     * Judges and keeps the day's check.
     *
     * @param typed the readings in kilograms
     * @throws BadInput where a reading is missing, or is not at about half of Max
     */
    FairCheck check(Person person, Market market, FairScale fair, List<String> typed) {
        FairCheckRule rule = rule(market);
        ErrorRule errors = rules.errors(day(market));
        Particulars known = fair.scale().particulars();
        if (!known.canBeChecked()) {
            throw new BadInput("metrology.scale.fairNeeds");
        }
        if (typed.size() != rule.times() || typed.stream().anyMatch(String::isBlank)) {
            throw new BadInput("metrology.check.readings", rule.times());
        }
        List<Weight> readings = typed.stream().map(TypedWeight::kilograms).toList();
        if (readings.stream().anyMatch(reading -> !rule.isAboutHalf(reading, known.max()))) {
            throw new BadInput(
                    "metrology.check.half",
                    rule.leastPercentOfMax(),
                    rule.mostPercentOfMax(),
                    known.max().kilograms());
        }
        FairCheckRule.Finding finding = rule.judge(readings, known.intervalMilligrams(), errors);
        FairCheck check = new FairCheck(
                ids.next(market.marketId()),
                fair.deviceId(),
                fair.today(),
                readings.stream().map(reading -> Long.toString(reading.grams())).collect(Collectors.joining(",")),
                finding.spread().grams(),
                finding.allowedMilligrams(),
                finding.passed(),
                rule.version() + " " + errors.version(),
                clock.instant(),
                person.signInName());
        keep(person, market, fair, check);
        return check;
    }

    private void keep(Person person, Market market, FairScale fair, FairCheck check) {
        transactions.run(() -> {
            rows.add(market.marketId(), check);
            audit.record(
                    market.marketId(),
                    person,
                    "scale.fair-check",
                    "scale " + fair.scale().device().serial(),
                    "%s: readings %s g, spread %d g of %d mg"
                            .formatted(
                                    check.passed() ? "passed" : "failed",
                                    check.readingsGrams(),
                                    check.spreadGrams(),
                                    check.allowedMilligrams()));
        });
    }

    private FairScale today(Market market, RegisteredScale scale) {
        LocalDate today = market.day().dateOf(clock.instant());
        Optional<FairCheck> check =
                rows.checkOf(market.marketId(), scale.device().deviceId(), today);
        return new FairScale(scale, check.orElse(null), live.of(scale.device()), today);
    }

    private LocalDate day(Market market) {
        Instant now = clock.instant();
        return now.atZone(market.timeZone()).toLocalDate();
    }
}
