/** What a split rule covers; the narrowest rule that covers a payment wins, in the order of these names. */
package org.caishi.settlement;

public enum RuleScope {
    VENDOR,
    CATEGORY,
    ZONE,
    MARKET
}
