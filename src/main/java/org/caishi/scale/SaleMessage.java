/** Reads one sale of a smart scale from the bytes of an HTTP body or an MQTT payload. */
package org.caishi.scale;

import org.caishi.scale.protocol.CaishiMessage;
import org.jspecify.annotations.Nullable;

/** What a message turned out to be; the format is firmware-protocols/caishi-device/protocol.md. */
public sealed interface SaleMessage {
    record Accepted(ScaleSignal.Sale sale) implements SaleMessage {}

    /**
     * No sale that can be booked.
     *
     * @param words names the field and what it must be, for the maker of the device
     * @param sequence the sale's own; null when the message could not be read so far
     */
    record Refused(Rejection reason, String words, @Nullable Long sequence) implements SaleMessage {
        Refused(Rejection reason, String words) {
            this(reason, words, null);
        }
    }

    /** Reads the whole of the bytes; never throws, whatever they hold. */
    static SaleMessage parse(byte[] message) {
        return switch (CaishiMessage.read(message, 0, message.length)) {
            case CaishiMessage.Told(ScaleSignal.Sale sale) -> new Accepted(sale);
            case CaishiMessage.Told _, CaishiMessage.Heartbeat _ ->
                new Refused(Rejection.KIND, "kind must be sale here");
            case CaishiMessage.Refused(Rejection reason, String words, ScaleSignal.Reply reply) ->
                new Refused(reason, words, reply == null ? null : reply.sequence());
        };
    }
}
