/** One step of an announcement from state to state, taken once, whoever tries. */
package org.caishi.speaker;

import java.time.Instant;

/**
 * @param attempts only for {@link Kind#SENT_AGAIN}: how often it had been sent when it was read
 */
record DeliveryStep(Kind kind, SpeakerKey speaker, long id, Instant at, int attempts) {
    enum Kind {
        SENT,
        /** The right to send once more, if nobody has since it was read. */
        SENT_AGAIN,
        ACKED,
        SPOKEN,
        /** It is no news any more and was never sent. */
        LATE,
        /** The speaker says that it was too late when its turn came. */
        EXPIRED,
        FAILED,
        /** Nobody has answered: an answer that came meanwhile stands. */
        UNHEARD,
        /** The one step back, for what certainly never left us: the line was gone before its turn came. */
        RETURNED
    }

    static DeliveryStep of(Kind kind, SpeakerKey speaker, long id, Instant at) {
        return new DeliveryStep(kind, speaker, id, at, 0);
    }
}
