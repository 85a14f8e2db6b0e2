/** How a wallet's browser tells us who pays, for channels that want to know before they take an order. */
package org.caishi.channel;

import java.net.URI;
import java.util.Optional;

public interface PayerSignIn {
    /** Where to send the browser; it comes back to {@code returnTo} with a code and the same state. */
    URI authorize(URI returnTo, String state);

    /** The name of the query parameter that carries the code back, e.g. {@code code}. */
    String codeParameter();

    /** Exchanges the code, which serves once, for the payer's id; empty when the channel gives none. Never log it. */
    Optional<String> payerId(String code);
}
