/** What a conversation knows about its chip at a moment. */
package org.caishi.speaker.chip;

import java.util.Optional;
import java.util.OptionalLong;

sealed interface ChipPhase {
    /** The announcement whose frame the chip has, or may have. */
    Optional<Utterance> current();

    OptionalLong wakeAt();

    /**
     * Nothing is being spoken.
     *
     * @param from when the next frame may be sent
     */
    record Idle(long from) implements ChipPhase {
        @Override
        public Optional<Utterance> current() {
            return Optional.empty();
        }

        @Override
        public OptionalLong wakeAt() {
            return OptionalLong.empty();
        }
    }

    /**
     * It may be speaking: it is asked until it says.
     *
     * @param heedFrom from when an idle counts; before that it may be an old one
     * @param asked whether an answer is still to come
     * @param assumeIdleAt when its silence is taken for idle
     */
    record Finding(long heedFrom, long askAt, boolean asked, long assumeIdleAt) implements ChipPhase {
        Finding askedAgain(long next) {
            return new Finding(heedFrom, next, true, assumeIdleAt);
        }

        Finding stillBusy(long believedUntil) {
            return new Finding(heedFrom, askAt, false, believedUntil);
        }

        @Override
        public Optional<Utterance> current() {
            return Optional.empty();
        }

        @Override
        public OptionalLong wakeAt() {
            return OptionalLong.of(Math.min(askAt, assumeIdleAt));
        }
    }

    /** A frame was sent and not answered yet. */
    record Sent(Utterance utterance, long answerBy) implements ChipPhase {
        @Override
        public Optional<Utterance> current() {
            return Optional.of(utterance);
        }

        @Override
        public OptionalLong wakeAt() {
            return OptionalLong.of(answerBy);
        }
    }

    /**
     * A frame was accepted and is being spoken.
     *
     * @param askAt when to ask whether it has ended, should its end not be heard
     * @param asked whether an answer is still to come
     */
    record Speaking(Utterance utterance, long askAt, boolean asked, long giveUpAt) implements ChipPhase {
        Speaking askedAgain(long next) {
            return new Speaking(utterance, next, true, giveUpAt);
        }

        Speaking stillBusy(long next, long believedUntil) {
            return new Speaking(utterance, next, false, Math.max(giveUpAt, believedUntil));
        }

        @Override
        public Optional<Utterance> current() {
            return Optional.of(utterance);
        }

        @Override
        public OptionalLong wakeAt() {
            return OptionalLong.of(Math.min(askAt, giveUpAt));
        }
    }
}
