/** Weighs again what was sold, judges it by the rule of the day, and keeps the record. */
package org.caishi.scale.metrology;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.caishi.catalog.Good;
import org.caishi.catalog.Goods;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.platform.BadInput;
import org.caishi.platform.Ids;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.scale.LiveWeight;
import org.caishi.scale.metrology.FairScales.FairScale;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.springframework.stereotype.Component;

@Component
class Reweighs {
    private final SaleLines lines;
    private final FairRows rows;
    private final FairScales fairScales;
    private final ScaleRegister register;
    private final WeightRules rules;
    private final Goods goods;
    private final AuditTrail audit;
    private final Ids ids;
    private final Transactions transactions;
    private final InstantSource clock;

    Reweighs(
            SaleLines lines,
            FairRows rows,
            FairScales fairScales,
            ScaleRegister register,
            WeightRules rules,
            Goods goods,
            AuditTrail audit,
            Ids ids,
            Transactions transactions,
            InstantSource clock) {
        this.lines = lines;
        this.rows = rows;
        this.fairScales = fairScales;
        this.register = register;
        this.rules = rules;
        this.goods = goods;
        this.audit = audit;
        this.ids = ids;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What a number on a receipt stands for; nothing where it is none of this market's. */
    List<SaleLine> find(Market market, String number) {
        Optional<ReceiptNumber> read = ReceiptNumber.read(number, market.marketId());
        if (read.isEmpty()) {
            return List.of();
        }
        return switch (read.get()) {
            case ReceiptNumber.OfWeighing(long weighingId) -> lines.ofWeighing(market.marketId(), weighingId);
            case ReceiptNumber.OfOrder(long orderNo, Instant at) -> {
                LocalDate date = market.day().dateOf(at);
                yield lines.ofOrder(market.marketId(), date.minusDays(1), date.plusDays(1), orderNo);
            }
        };
    }

    /** What a stall has weighed since yesterday, the youngest first. */
    List<SaleLine> ofStall(Market market, long stallId) {
        LocalDate today = market.day().dateOf(clock.instant());
        return lines.ofStall(market.marketId(), today.minusDays(1), stallId);
    }

    /** @throws NotFound when the market has weighed no such thing */
    SaleLine line(Market market, long weighingId, int lineNo) {
        return lines.one(market.marketId(), weighingId, lineNo)
                .orElseThrow(() -> new NotFound("weighing " + weighingId + " line " + lineNo));
    }

    /** What most likely holds: the kind by the goods' category, the method by the two scales' intervals. */
    ReweighForm suggestion(Market market, SaleLine line, List<FairScale> fair) {
        return ReweighForm.suggested(
                fair.isEmpty() ? null : fair.getFirst().deviceId(),
                kindOf(market.marketId(), line),
                fair.isEmpty() ? Method.EQUAL : methodOf(market.marketId(), line, fair.getFirst()));
    }

    /**
     * Keeps what the fair scale says.
     *
     * @throws BadInput where there is no fair scale, no kind, or no weight to be believed
     */
    Reweigh record(Person person, Market market, SaleLine line, ReweighForm form) {
        if (form.fair() == null) {
            throw new BadInput("metrology.reweigh.noFair");
        }
        FairScale fair = fairScales.byId(market, form.fair());
        Weight actual = actual(form, fair);
        Reweigh reweigh = judged(person, market, line, form, fair, actual);
        transactions.run(() -> {
            rows.record(reweigh);
            audit.record(
                    market.marketId(),
                    person,
                    "scale.reweigh",
                    "weighing " + line.weighingId() + " line " + line.lineNo(),
                    "%s: settled %s, actual %s (%s), limit %d g, record %s"
                            .formatted(
                                    reweigh.outcome(),
                                    line.settled(),
                                    actual,
                                    reweigh.actualSource(),
                                    reweigh.limitGrams(),
                                    reweigh.number()));
        });
        return reweigh;
    }

    /** @throws NotFound when the market has no such record */
    Reweigh byId(Market market, long reweighId) {
        return rows.reweigh(market.marketId(), reweighId).orElseThrow(() -> new NotFound("reweigh " + reweighId));
    }

    private Reweigh judged(
            Person person, Market market, SaleLine line, ReweighForm form, FairScale fair, Weight actual) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate sold = line.weighedAt().atZone(market.timeZone()).toLocalDate();
        GoodsKind kind = Objects.requireNonNullElseGet(form.kind(), () -> kindOf(market.marketId(), line));
        Judgement judgement = Judgement.of(
                rules.allowance(sold),
                kind,
                line.price(),
                form.basisOrKind(),
                form.methodOrEqual(),
                line.settled(),
                actual);
        Money compensation = rules.compensation(sold).of(line.amount());
        return new Reweigh(
                market.marketId(),
                ids.next(market.marketId()),
                line.weighingId(),
                line.lineNo(),
                line.orderNo(),
                line.stallId(),
                line.vendorId(),
                line.deviceId(),
                line.weighedAt(),
                line.name(),
                line.fenPerKg(),
                line.amountFen(),
                line.netGrams(),
                actual.grams(),
                form.sourceOrTyped(),
                fair.deviceId(),
                fair.state(),
                fair.scale().validUntil(),
                kind,
                Reweigh.words(judgement.byKind()),
                Reweigh.words(judgement.byPrice()),
                judgement.basis(),
                judgement.method(),
                judgement.limit(),
                judgement.outcome(),
                compensation.fen(),
                judgement.ruleVersion(),
                ScaleForm.shortText(form.remark(), ReweighForm.LONGEST_REMARK),
                now,
                market.day().dateOf(now),
                person.signInName());
    }

    /** A live weight is read here and now, so that nobody types one and calls it live. */
    private static Weight actual(ReweighForm form, FairScale fair) {
        return switch (form.sourceOrTyped()) {
            case TYPED -> {
                Weight typed = TypedWeight.kilograms(Objects.requireNonNullElse(form.actualKg(), ""));
                if (!typed.isPositive()) {
                    throw new BadInput("metrology.reweigh.empty");
                }
                yield typed;
            }
            case LIVE -> {
                LiveWeight shown = fair.shown();
                Weight weight = shown.weight();
                if (weight == null || !shown.stable() || !weight.isPositive()) {
                    throw new BadInput("metrology.reweigh.notLive");
                }
                yield weight;
            }
        };
    }

    private GoodsKind kindOf(long marketId, SaleLine line) {
        String category = goods.of(marketId, line.vendorId()).stream()
                .filter(good -> Objects.equals(line.goodId(), good.goodId()))
                .map(Good::category)
                .findFirst()
                .orElse("");
        GoodsKind byCategory = rules.kindOf(category);
        return byCategory == GoodsKind.OTHER ? rules.kindOf(line.name()) : byCategory;
    }

    /** A fair scale with a smaller interval than the one that sold is the more accurate. */
    private Method methodOf(long marketId, SaleLine line, FairScale fair) {
        if (line.deviceId() == fair.deviceId()) {
            return Method.SAME;
        }
        long sold = register.intervalMilligrams(marketId, line.deviceId());
        long here = fair.scale().particulars().intervalMilligrams();
        return sold > 0 && here > 0 && here < sold ? Method.SAME : Method.EQUAL;
    }
}
