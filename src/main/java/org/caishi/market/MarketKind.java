/** What kind of market it is; a night market's day ends after midnight. */
package org.caishi.market;

public enum MarketKind {
    FARMERS,
    NIGHT,
    WHOLESALE,
    SCENIC
}
