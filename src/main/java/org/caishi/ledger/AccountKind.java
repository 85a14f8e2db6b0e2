/** The kinds of accounts that code posts to; their class, normal side and meaning are rows of ledger_chart. */
package org.caishi.ledger;

import java.util.Locale;

public enum AccountKind {
    CHANNEL_RECEIVABLE,
    VENDOR_PAYABLE,
    MARKET_COMMISSION,
    PLATFORM_COMMISSION,
    CHANNEL_FEE,
    FEE_SUBSIDY,
    SUSPENSE,
    CASH_WITH_VENDOR,
    CASH_SALES;

    /** The name in ledger_chart, e.g. {@code vendor_payable}. */
    public String row() {
        return name().toLowerCase(Locale.ROOT);
    }
}
