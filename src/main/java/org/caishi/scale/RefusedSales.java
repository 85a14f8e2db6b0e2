/** Keeps what scales told and were refused, so that it is seen: other content under a used number above all. */
package org.caishi.scale;

import java.time.InstantSource;
import org.caishi.device.Device;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class RefusedSales {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedSales.class);

    /** Of one scale; one that tells nonsense without end is seen long before. */
    static final int MOST = 1_000;

    private static final int LONGEST_WORDS = 200;

    private final RefusalRows rows;
    private final InstantSource clock;

    RefusedSales(RefusalRows rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Never in the way of the answer: that the sale is refused stands, written down or not. */
    void note(Device device, long sequence, Receipt.Refused refused, String sha256) {
        try {
            if (rows.count(device.marketId(), device.deviceId(), MOST) < MOST) {
                String words = refused.words();
                rows.add(
                        device.marketId(),
                        device.deviceId(),
                        sequence,
                        refused.reason(),
                        sha256,
                        words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS),
                        clock.instant());
            }
        } catch (RuntimeException notWritten) {
            LOG.warn("the refusal of sale {} of scale {} is not written down", sequence, device.serial(), notWritten);
        }
    }
}
