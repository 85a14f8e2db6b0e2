/** A notice on its way to a merchant, in whatever form its service gives it. */
package org.caishi.simulator.wallet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public interface Parcel {
    /** Names the order in a log line. */
    String orderNo();

    Faults faults();

    /** What one attempt sends, counted from 1, with what is wrong with it; its duplicates are the same bytes. */
    HttpRequest message(int attempt);

    /** Whether the merchant took it, so that it is not sent again. */
    boolean isTaken(HttpResponse<String> answer);

    /**
     * Told after each attempt.
     *
     * @param status of the answer; 0 for none
     */
    void tried(int attempt, int status, boolean taken);
}
