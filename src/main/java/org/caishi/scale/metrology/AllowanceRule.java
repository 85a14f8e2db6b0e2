/** One version of the rule of allowed shortfall: settled weight less actual weight may not exceed it. */
package org.caishi.scale.metrology;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;

/**
 * @param methodTimes how many times the table's figure is allowed, by the method of weighing again
 * @param classes by their upper price, the cheapest first
 */
record AllowanceRule(
        String version,
        String source,
        LocalDate validFrom,
        Map<Method, Integer> methodTimes,
        Set<GoodsKind> exempt,
        List<GoodsClass> classes)
        implements Dated {
    AllowanceRule {
        methodTimes = Map.copyOf(methodTimes);
        exempt = Set.copyOf(exempt);
        classes = classes.stream()
                .sorted(Comparator.comparingLong(GoodsClass::upToFenPerKg))
                .toList();
        if (!methodTimes.keySet().equals(Set.of(Method.values()))) {
            throw new IllegalArgumentException(version + " does not say how often each method counts");
        }
    }

    /** Goods of these kinds, or up to this price, both included. */
    record GoodsClass(int number, long upToFenPerKg, Set<GoodsKind> kinds, List<Band> bands) {
        GoodsClass {
            kinds = Set.copyOf(kinds);
            bands = bands.stream()
                    .sorted(Comparator.comparingLong(Band::upToGrams))
                    .toList();
        }

        Allowance at(Weight settled) {
            return bands.stream()
                    .filter(band -> settled.grams() <= band.upToGrams())
                    .findFirst()
                    .<Allowance>map(band -> new Allowance.Grams(number, band.grams()))
                    .orElseGet(() -> new Allowance.OutsideTable(number));
        }
    }

    /** Weights up to this one, included. */
    record Band(long upToGrams, long grams) {}

    Allowance byKind(GoodsKind kind, Weight settled) {
        if (exempt.contains(kind)) {
            return new Allowance.Exempt();
        }
        return classes.stream()
                .filter(goodsClass -> goodsClass.kinds().contains(kind))
                .findFirst()
                .map(goodsClass -> goodsClass.at(settled))
                .orElseGet(Allowance.NoClass::new);
    }

    Allowance byPrice(UnitPrice price, Weight settled) {
        return classes.stream()
                .filter(goodsClass -> price.fenPerKilogram() <= goodsClass.upToFenPerKg())
                .findFirst()
                .map(goodsClass -> goodsClass.at(settled))
                .orElseGet(Allowance.NoClass::new);
    }

    int times(Method method) {
        return methodTimes.getOrDefault(method, 1);
    }
}
