/** Where an announcement stands on its way to be said, and what a step makes of that. */
package org.caishi.speaker;

import static org.caishi.speaker.DeliveryCourse.State.ACKED;
import static org.caishi.speaker.DeliveryCourse.State.EXPIRED;
import static org.caishi.speaker.DeliveryCourse.State.FAILED;
import static org.caishi.speaker.DeliveryCourse.State.QUEUED;
import static org.caishi.speaker.DeliveryCourse.State.SENT;
import static org.caishi.speaker.DeliveryCourse.State.SPOKEN;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Never back, but for what never left us.
 *
 * @param deviceId the speaker that is to say it now
 * @param isForAny whether another speaker of the stall may say it
 * @param givenAt when it was given to this speaker; null for the first, who has it from the beginning
 * @param attempts how often it was sent to this speaker
 * @param passedOn how often it was given to another speaker
 * @param duplicates answers of speakers that had it already or were no longer asked
 */
record DeliveryCourse(
        State state,
        long deviceId,
        boolean isForAny,
        @Nullable Instant givenAt,
        @Nullable Instant sentAt,
        @Nullable Instant ackedAt,
        @Nullable Instant endedAt,
        int attempts,
        int passedOn,
        int duplicates) {
    /** So many speakers are asked, so that it never goes round in a circle. */
    private static final int MOST_PASSES = 5;

    /** A speaker that repeats itself for ever fills no table. */
    private static final int MOST_DUPLICATES = 20;

    enum State {
        QUEUED,
        SENT,
        ACKED,
        SPOKEN,
        EXPIRED,
        FAILED,
        /** It fell into quiet hours and is never said. */
        QUIET
    }

    /** When its speaker has missed it; null where it has not. */
    @Nullable Instant missedAt() {
        return state == EXPIRED ? endedAt : null;
    }

    /** The course after a step; empty where the step is not for it: another speaker's, or too late. */
    Optional<DeliveryCourse> after(DeliveryStep step) {
        return allows(step) ? Optional.of(moved(step)) : Optional.empty();
    }

    private boolean allows(DeliveryStep step) {
        boolean isIts = step.speaker().deviceId() == deviceId;
        boolean mayPass = isIts && isForAny && passedOn < MOST_PASSES;
        return switch (step.kind()) {
            case SENT, SENT_FOR_GOOD, LATE -> isIts && state == QUEUED;
            case SENT_AGAIN -> isIts && state == SENT && attempts == step.attempts();
            case ACKED, UNREACHED, UNHEARD, RETURNED -> isIts && state == SENT;
            // A speaker may say it without a word before.
            case SPOKEN, EXPIRED, FAILED -> isIts && (state == SENT || state == ACKED);
            case PASSED_ON -> mayPass && (state == QUEUED || state == SENT);
            case DECLINED -> mayPass && (state == SENT || state == ACKED);
            case DUPLICATE -> duplicates < MOST_DUPLICATES;
        };
    }

    private DeliveryCourse moved(DeliveryStep step) {
        Instant at = step.at();
        return switch (step.kind()) {
            case SENT -> at(SENT, at, ackedAt, endedAt, attempts + 1);
            case SENT_FOR_GOOD -> at(SENT, at, ackedAt, at, attempts + 1);
            case SENT_AGAIN -> at(SENT, sentAt, ackedAt, endedAt, attempts + 1);
            case ACKED -> at(ACKED, sentAt, at, endedAt, attempts);
            case SPOKEN -> at(SPOKEN, sentAt, ackedAt == null ? at : ackedAt, at, attempts);
            case LATE, EXPIRED, UNREACHED -> at(EXPIRED, sentAt, ackedAt, at, attempts);
            case FAILED, UNHEARD -> at(FAILED, sentAt, ackedAt, at, attempts);
            case RETURNED -> at(QUEUED, null, ackedAt, endedAt, attempts);
            case PASSED_ON, DECLINED ->
                new DeliveryCourse(
                        QUEUED, step.toDevice(), isForAny, at, null, null, endedAt, 0, passedOn + 1, duplicates);
            case DUPLICATE ->
                new DeliveryCourse(
                        state,
                        deviceId,
                        isForAny,
                        givenAt,
                        sentAt,
                        ackedAt,
                        endedAt,
                        attempts,
                        passedOn,
                        duplicates + 1);
        };
    }

    /** With the same speaker. */
    private DeliveryCourse at(
            State next, @Nullable Instant sent, @Nullable Instant acked, @Nullable Instant ended, int tries) {
        return new DeliveryCourse(next, deviceId, isForAny, givenAt, sent, acked, ended, tries, passedOn, duplicates);
    }
}
