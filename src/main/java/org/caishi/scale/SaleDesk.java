/** Takes the sales of smart scales, whichever way they come, and answers with the acknowledgement. */
package org.caishi.scale;

import io.micrometer.core.instrument.MeterRegistry;
import org.caishi.device.Device;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class SaleDesk implements SaleTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SaleDesk.class);

    private final Weighings weighings;
    private final RefusedSales refused;
    private final MeterRegistry meters;

    SaleDesk(Weighings weighings, RefusedSales refused, MeterRegistry meters) {
        this.weighings = weighings;
        this.refused = refused;
        this.meters = meters;
    }

    SaleAck take(Device device, byte[] message) {
        return switch (SaleMessage.parse(message)) {
            case SaleMessage.Accepted(ScaleSignal.Sale sale) -> take(device, sale);
            case SaleMessage.Refused(Rejection reason, String words, Long sequence) -> {
                noteUnread(device, sequence, reason, words, MessageBytes.copyOf(message, 0, message.length));
                yield refuse(device, sequence, reason.word(), words);
            }
        };
    }

    @Override
    public SaleAck take(Device device, ScaleSignal.Sale sale) {
        return switch (weighings.receive(device, sale)) {
            case Receipt.Stored _, Receipt.Repeated _ -> SaleAck.accepted(device.serial(), sale.sequence());
            case Receipt.Refused(String reason, String words) -> {
                LOG.warn(
                        "sale {} of scale {} is refused, it stays on the scale: {}",
                        sale.sequence(),
                        device.serial(),
                        words);
                yield refuse(device, sale.sequence(), reason, words);
            }
        };
    }

    /** Keeps a sale that could not be read as one, where its number was readable. */
    @Override
    public void noteUnread(
            Device device, @Nullable Long sequence, Rejection reason, String words, MessageBytes message) {
        if (sequence != null) {
            refused.note(device, sequence, new Receipt.Refused(reason.word(), words), message.sha256());
        }
    }

    private SaleAck refuse(Device device, @Nullable Long sequence, String reason, String words) {
        countRejected(device, reason);
        return SaleAck.refused(device.serial(), sequence, reason, words);
    }

    /** Counts a frame or a message that was thrown away. */
    @Override
    public void countRejected(Device device, String reason) {
        meters.counter("caishi.scale.rejected", "protocol", device.protocol(), "reason", reason)
                .increment();
    }
}
