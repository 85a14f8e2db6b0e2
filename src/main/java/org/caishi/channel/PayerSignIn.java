/** How a wallet's browser tells us who pays, for channels that want to know before they take an order. */
package org.caishi.channel;

import java.net.URI;
import java.util.Optional;

public interface PayerSignIn {
    /** Where to send the browser; it comes back to {@code returnTo} with a code and the same state. */
    URI authorize(URI returnTo, String state);

    /** As above, for channels that many apps belong to, which name themselves in their browser's User-Agent. */
    default URI authorize(URI returnTo, String state, String userAgent) {
        return authorize(returnTo, state);
    }

    /** Within what a payer has one id, e.g. an application; the same payer has another id in another realm. */
    default String realm() {
        return "";
    }

    /** The name of the query parameter that carries the code back, e.g. {@code code}. */
    String codeParameter();

    /** Exchanges the code, which serves once, for the payer's id; empty when the channel gives none. Never log it. */
    Optional<String> payerId(String code);

    /** As above, with the same User-Agent as in {@link #authorize(URI, String, String)}. */
    default Optional<String> payerId(String code, String userAgent) {
        return payerId(code);
    }
}
