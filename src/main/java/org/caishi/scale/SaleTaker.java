/** Takes the sales that scales have closed by themselves: the books' desk, or an edge's buffer. */
package org.caishi.scale;

import org.caishi.device.Device;
import org.jspecify.annotations.Nullable;

public interface SaleTaker {
    /**
     * Answers when the sale is stored for good, or will never be.
     *
     * @throws RuntimeException when it is not known to be stored: without an answer the scale tells it again
     */
    SaleAck take(Device device, ScaleSignal.Sale sale);

    /** Notes a sale that could not be read as one, where its number was readable. */
    void noteUnread(Device device, @Nullable Long sequence, Rejection reason, String words, MessageBytes message);

    /** Counts a frame or a message that was thrown away. */
    void countRejected(Device device, String reason);
}
