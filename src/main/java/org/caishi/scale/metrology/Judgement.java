/** What the rule says of goods that were weighed again: both classes are kept, one of them decides. */
package org.caishi.scale.metrology;

import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;

/**
 * @param basis which class decides
 * @param limit what may be missing, in grams, with the method taken into account; 0 where the rule says nothing
 * @param outcome what follows
 * @param ruleVersion of the rule that was asked
 */
record Judgement(
        Allowance byKind,
        Allowance byPrice,
        Basis basis,
        Method method,
        Weight shortfall,
        long limit,
        Outcome outcome,
        String ruleVersion) {

    /** Kind and price may lead to different classes. */
    enum Basis {
        KIND,
        PRICE
    }

    enum Outcome {
        WITHIN,
        OVER,
        /** Heavier than the table goes: it does not say. */
        OUTSIDE_TABLE,
        EXEMPT
    }

    /**
     * Asks the rule.
     *
     * @param wanted the kind decides unless a person says the price; where no class names the kind the price decides
     */
    static Judgement of(
            AllowanceRule rule,
            GoodsKind kind,
            UnitPrice price,
            Basis wanted,
            Method method,
            Weight settled,
            Weight actual) {
        Allowance byKind = rule.byKind(kind, settled);
        Allowance byPrice = rule.byPrice(price, settled);
        boolean asPriced =
                byKind instanceof Allowance.NoClass || (wanted == Basis.PRICE && !(byKind instanceof Allowance.Exempt));
        Basis basis = asPriced ? Basis.PRICE : Basis.KIND;
        Weight shortfall = settled.minus(actual);
        return switch (asPriced ? byPrice : byKind) {
            case Allowance.Grams(int _, long grams) -> {
                long limit = Math.multiplyExact(grams, rule.times(method));
                Outcome outcome = shortfall.grams() > limit ? Outcome.OVER : Outcome.WITHIN;
                yield new Judgement(byKind, byPrice, basis, method, shortfall, limit, outcome, rule.version());
            }
            case Allowance.OutsideTable _, Allowance.NoClass _ ->
                new Judgement(byKind, byPrice, basis, method, shortfall, 0, Outcome.OUTSIDE_TABLE, rule.version());
            case Allowance.Exempt _ ->
                new Judgement(byKind, byPrice, basis, method, shortfall, 0, Outcome.EXEMPT, rule.version());
        };
    }

    Allowance decisive() {
        return basis == Basis.KIND ? byKind : byPrice;
    }
}
