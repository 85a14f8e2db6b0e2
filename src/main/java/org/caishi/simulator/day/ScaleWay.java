/** How a virtual scale and the product reach each other. */
package org.caishi.simulator.day;

import java.io.IOException;

interface ScaleWay extends AutoCloseable {
    /** Reports a sale; its acknowledgement comes back like any other message. */
    void sale(String json) throws IOException;

    /** Says anything else. */
    void say(String json) throws IOException;

    /** Waits for the next message of the product; empty when the way has ended. */
    String hear() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
