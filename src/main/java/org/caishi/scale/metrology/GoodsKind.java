/** The kinds of goods that the rule of allowed shortfall tells apart. */
package org.caishi.scale.metrology;

enum GoodsKind {
    GRAIN,
    VEGETABLES,
    FRUIT,
    MEAT,
    EGGS,
    POULTRY,
    SEAFOOD,
    PASTRY,
    SWEETS,
    SEASONING,
    DRIED,
    DELICACIES,
    LIVE_POULTRY,
    LIVE_FISH,
    SOAKED,
    /** None that the rule names: only the price decides. */
    OTHER
}
