/** One step of an announcement from state to state, taken once, whoever tries. */
package org.caishi.speaker;

import java.time.Instant;

/**
 * @param speaker to which the announcement is given now; no step is taken for another
 * @param attempts only for {@link Kind#SENT_AGAIN}: how often it had been sent when it was read
 * @param toDevice only for {@link Kind#PASSED_ON} and {@link Kind#DECLINED}: the speaker that is asked next
 */
record DeliveryStep(Kind kind, SpeakerKey speaker, long id, Instant at, int attempts, long toDevice) {
    DeliveryStep(Kind kind, SpeakerKey speaker, long id, Instant at, int attempts) {
        this(kind, speaker, id, at, attempts, SpeakerKey.NOBODY);
    }

    enum Kind {
        SENT,
        /** Sent to a speaker that never answers: this is the last that will be known. */
        SENT_FOR_GOOD,
        /** The right to send once more, if nobody has since it was read. */
        SENT_AGAIN,
        ACKED,
        SPOKEN,
        /** It is no news any more and was never sent. */
        LATE,
        /** The speaker says that it was too late when its turn came. */
        EXPIRED,
        FAILED,
        /** Nobody has answered, and nobody can have heard it: the speaker was away all the time. */
        UNREACHED,
        /** Nobody has answered: an answer that came meanwhile stands. */
        UNHEARD,
        /** The one step back, for what certainly never left us: the line was gone before its turn came. */
        RETURNED,
        /** The speaker did not answer in its time: another one is asked. */
        PASSED_ON,
        /** The speaker says that it has not said it: another one is asked. */
        DECLINED,
        /** Moves nothing: an answer of a speaker that had it already, or is no longer asked. */
        DUPLICATE
    }

    static DeliveryStep of(Kind kind, SpeakerKey speaker, long id, Instant at) {
        return new DeliveryStep(kind, speaker, id, at, 0);
    }

    static DeliveryStep to(SpeakerKey next, Kind kind, SpeakerKey speaker, long id, Instant at) {
        return new DeliveryStep(kind, speaker, id, at, 0, next.deviceId());
    }
}
