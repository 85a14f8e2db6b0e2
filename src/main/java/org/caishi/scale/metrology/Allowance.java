/** How much less than settled the goods may weigh, as one of the classes says it. */
package org.caishi.scale.metrology;

sealed interface Allowance {
    /** @param grams before the method is taken into account */
    record Grams(int goodsClass, long grams) implements Allowance {}

    /** Heavier than the class's last band: the rule says nothing. */
    record OutsideTable(int goodsClass) implements Allowance {}

    /** Goods for which the rule does not hold. */
    record Exempt() implements Allowance {}

    /** A kind that no class names. */
    record NoClass() implements Allowance {}
}
