/** How the payer meets the charge: inside the wallet's own browser, or by scanning a code that we show. */
package org.caishi.channel;

public enum Scene {
    JSAPI,
    NATIVE
}
