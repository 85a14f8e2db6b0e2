/** The rules give the figures that the law's tables give. */
package org.caishi.scale.metrology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.caishi.scale.metrology.Judgement.Basis;
import org.caishi.scale.metrology.Judgement.Outcome;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightRulesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    private final WeightRules rules = new WeightRules();
    private final AllowanceRule rule = rules.allowance(DAY);

    @ParameterizedTest
    @CsvSource({
        "VEGETABLES, 1000, 1, 20",
        "GRAIN, 1001, 1, 40",
        "FRUIT, 2000, 1, 40",
        "FRUIT, 2001, 1, 80",
        "VEGETABLES, 4000, 1, 80",
        "VEGETABLES, 4001, 1, 100",
        "VEGETABLES, 25000, 1, 100",
        "MEAT, 2500, 2, 5",
        "SEAFOOD, 2600, 2, 10",
        "EGGS, 10000, 2, 10",
        "POULTRY, 10600, 2, 15",
        "SWEETS, 15000, 2, 15",
        "DRIED, 1000, 3, 2",
        "DELICACIES, 1500, 3, 4",
        "DRIED, 4500, 3, 6",
        "DRIED, 6000, 3, 6"
    })
    void theKindLeadsToItsClassAndBand(GoodsKind kind, long grams, int goodsClass, long allowed) {
        assertThat(rule.byKind(kind, Weight.ofGrams(grams))).isEqualTo(new Allowance.Grams(goodsClass, allowed));
    }

    @ParameterizedTest
    @CsvSource({
        "600, 1000, 1, 20",
        "601, 1000, 2, 5",
        "3000, 2600, 2, 10",
        "3001, 1500, 3, 4",
        "10000, 4500, 3, 6",
        "10001, 500, 4, 1",
        "20000, 750, 4, 2",
        "88800, 2500, 4, 3",
        "88800, 5000, 4, 3"
    })
    void thePriceLeadsToItsClassAndBand(long fenPerKg, long grams, int goodsClass, long allowed) {
        assertThat(rule.byPrice(UnitPrice.ofFenPerKilogram(fenPerKg), Weight.ofGrams(grams)))
                .isEqualTo(new Allowance.Grams(goodsClass, allowed));
    }

    @ParameterizedTest
    @CsvSource({"VEGETABLES, 25001, 1", "MEAT, 15001, 2", "DRIED, 6001, 3"})
    void beyondTheLastBandTheTableSaysNothing(GoodsKind kind, long grams, int goodsClass) {
        assertThat(rule.byKind(kind, Weight.ofGrams(grams))).isEqualTo(new Allowance.OutsideTable(goodsClass));
        Judgement judgement = judge(kind, 500, Basis.KIND, Method.SAME, grams, grams - 500);
        assertThat(judgement.outcome()).isEqualTo(Outcome.OUTSIDE_TABLE);
        assertThat(judgement.limit()).isZero();
    }

    @Test
    void whatIsMissingIsMeasuredTwiceAsGenerouslyOnAnotherScale() {
        Judgement same = judge(GoodsKind.VEGETABLES, 500, Basis.KIND, Method.SAME, 4_500, 4_390);
        assertThat(same.outcome()).isEqualTo(Outcome.OVER);
        assertThat(same.shortfall()).isEqualTo(Weight.ofGrams(110));
        assertThat(same.limit()).isEqualTo(100);
        Judgement equal = judge(GoodsKind.VEGETABLES, 500, Basis.KIND, Method.EQUAL, 4_500, 4_390);
        assertThat(equal.outcome()).isEqualTo(Outcome.WITHIN);
        assertThat(equal.limit()).isEqualTo(200);
        assertThat(equal.ruleVersion()).isEqualTo("retail-weighing-2004");
    }

    @Test
    void exactlyTheLimitIsNotOver() {
        assertThat(judge(GoodsKind.MEAT, 3_000, Basis.KIND, Method.SAME, 2_000, 1_995)
                        .outcome())
                .isEqualTo(Outcome.WITHIN);
        assertThat(judge(GoodsKind.MEAT, 3_000, Basis.KIND, Method.SAME, 2_000, 1_994)
                        .outcome())
                .isEqualTo(Outcome.OVER);
        assertThat(judge(GoodsKind.MEAT, 3_000, Basis.KIND, Method.SAME, 2_000, 2_100)
                        .outcome())
                .as("more than settled")
                .isEqualTo(Outcome.WITHIN);
    }

    /** Shrimp at 96 yuan are seafood (class 2), and dear as dried goods (class 3). */
    @Test
    void kindAndPriceAreBothKeptAndTheKindDecidesUnlessAPersonSaysOtherwise() {
        Judgement byKind = judge(GoodsKind.SEAFOOD, 9_600, Basis.KIND, Method.SAME, 1_000, 996);
        assertThat(byKind.byKind()).isEqualTo(new Allowance.Grams(2, 5));
        assertThat(byKind.byPrice()).isEqualTo(new Allowance.Grams(3, 2));
        assertThat(byKind.outcome()).isEqualTo(Outcome.WITHIN);
        Judgement byPrice = judge(GoodsKind.SEAFOOD, 9_600, Basis.PRICE, Method.SAME, 1_000, 996);
        assertThat(byPrice.outcome()).isEqualTo(Outcome.OVER);
        assertThat(byPrice.decisive()).isEqualTo(new Allowance.Grams(3, 2));
    }

    @Test
    void aKindThatNoClassNamesGoesByItsPrice() {
        Judgement judgement = judge(GoodsKind.OTHER, 700, Basis.KIND, Method.SAME, 1_000, 994);
        assertThat(judgement.byKind()).isEqualTo(new Allowance.NoClass());
        assertThat(judgement.basis()).isEqualTo(Basis.PRICE);
        assertThat(judgement.limit()).isEqualTo(5);
        assertThat(judgement.outcome()).isEqualTo(Outcome.OVER);
    }

    @ParameterizedTest
    @CsvSource({"LIVE_POULTRY", "LIVE_FISH", "SOAKED"})
    void someGoodsAreExemptWhateverTheyCost(GoodsKind kind) {
        for (Basis basis : Basis.values()) {
            assertThat(judge(kind, 500, basis, Method.SAME, 1_000, 500).outcome())
                    .isEqualTo(Outcome.EXEMPT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5000, 5000",
        "2500, 5000, 5000",
        "2501, 5000, 10000",
        "10000, 5000, 10000",
        "10001, 5000, 15000",
        "500, 1000, 1000",
        "501, 1000, 2000",
        "2001, 1000, 3000"
    })
    void aScaleInUseMayBeWrongByOneTwoOrThreeIntervals(long grams, long interval, long allowed) {
        ErrorRule errors = rules.errors(DAY);
        assertThat(errors.inUse(Weight.ofGrams(grams), interval)).isEqualTo(allowed);
        assertThat(errors.atVerification(Weight.ofGrams(grams), interval)).isEqualTo(allowed / 2);
    }

    @Test
    void aFairScaleMayScatterByItsErrorInUseAndNotByMore() {
        FairCheckRule check = rules.fairCheck(DAY);
        assertThat(check.judge(grams(7_500, 7_505, 7_510), 5_000, rules.errors(DAY))
                        .passed())
                .isTrue();
        assertThat(check.judge(grams(7_500, 7_511, 7_505), 5_000, rules.errors(DAY))
                        .passed())
                .isFalse();
        Weight max = Weight.ofGrams(15_000);
        assertThat(check.isAboutHalf(Weight.ofGrams(6_000), max)).isTrue();
        assertThat(check.isAboutHalf(Weight.ofGrams(9_000), max)).isTrue();
        assertThat(check.isAboutHalf(Weight.ofGrams(5_999), max)).isFalse();
        assertThat(check.isAboutHalf(Weight.ofGrams(9_001), max)).isFalse();
    }

    @Test
    void compensationIsThreeTimesThePriceAndAtLeastFiveHundred() {
        CompensationRule compensation = rules.compensation(DAY);
        assertThat(compensation.of(Money.ofFen(1_250))).isEqualTo(Money.ofFen(50_000));
        assertThat(compensation.of(Money.ofFen(20_000))).isEqualTo(Money.ofFen(60_000));
    }

    @ParameterizedTest
    @CsvSource({
        "蔬菜, VEGETABLES",
        "水果, FRUIT",
        "猪肉, MEAT",
        "水产, SEAFOOD",
        "禽蛋, EGGS",
        "活禽, LIVE_POULTRY",
        "干货, DRIED",
        "百货, OTHER"
    })
    void aCategorySuggestsItsKind(String category, GoodsKind kind) {
        assertThat(rules.kindOf(category)).isEqualTo(kind);
    }

    @Test
    void everyRuleSaysWhereItComesFromAndSinceWhen() {
        assertThat(List.of(
                        rule,
                        rules.errors(DAY),
                        rules.fairCheck(DAY),
                        rules.compensation(DAY),
                        rules.allowance(LocalDate.MIN)))
                .allSatisfy(dated -> {
                    assertThat(dated.source()).isNotBlank();
                    assertThat(dated.version()).isNotBlank();
                    assertThat(dated.validFrom()).isBefore(DAY);
                });
    }

    private Judgement judge(GoodsKind kind, long fenPerKg, Basis basis, Method method, long settled, long actual) {
        return Judgement.of(
                rule,
                kind,
                UnitPrice.ofFenPerKilogram(fenPerKg),
                basis,
                method,
                Weight.ofGrams(settled),
                Weight.ofGrams(actual));
    }

    private static List<Weight> grams(long... grams) {
        return java.util.Arrays.stream(grams).mapToObj(Weight::ofGrams).toList();
    }
}
