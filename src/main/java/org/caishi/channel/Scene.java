/** How the payer meets the charge: inside the wallet's own browser, by scanning a code that we show, or in cash. */
package org.caishi.channel;

public enum Scene {
    JSAPI,
    NATIVE,
    /** Handed over at the stall; no channel offers it. */
    AT_STALL
}
