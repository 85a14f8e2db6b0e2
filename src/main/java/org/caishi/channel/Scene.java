/** How the payer meets the charge. */
package org.caishi.channel;

public enum Scene {
    /** Inside the wallet's own browser, which knows who pays. */
    JSAPI,
    /** By scanning a code that we show for this one order. */
    NATIVE,
    /** By scanning an EMVCo merchant-presented code that we show for this one order: for wallets from abroad. */
    EMVCO,
    /** The vendor scans the code in the payer's wallet (付款码). */
    CODE,
    /** Handed over at the stall; no channel offers it. */
    AT_STALL
}
