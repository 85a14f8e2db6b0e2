/** What became of an announcement that was given to a chip. */
package org.caishi.speaker.chip;

/** Each announcement ends with exactly one event; {@link Accepted} is the only one that may come before the end. */
public sealed interface ChipEvent {
    long id();

    /** The chip has taken it and speaks. */
    record Accepted(long id) implements ChipEvent {}

    /** The chip has said it to the end. */
    record Spoken(long id) implements ChipEvent {}

    /** It was too late when its turn came; not a word of it was said. */
    record Expired(long id) implements ChipEvent {}

    /**
     * It was not said, or nobody knows whether it was.
     *
     * @param mayHaveBeenHeard true: never say it again; false: not a word of it was said
     */
    record Failed(long id, Reason reason, boolean mayHaveBeenHeard) implements ChipEvent {}

    /** The line closed before its turn came: it may be given to the next line. */
    record Returned(long id) implements ChipEvent {}

    /** This chip has it already, or may have said it: ignored. */
    record Repeated(long id) implements ChipEvent {}

    enum Reason {
        /** Nothing in the text can be said in GBK. */
        UNSPEAKABLE,
        QUEUE_FULL,
        /** Refused by the chip twice. */
        REFUSED,
        /** No answer to the frame: spoken or not, nobody knows. */
        SILENCE,
        /** Accepted, but its end was never reported. */
        NO_END,
        /** The chip lost power or was reset in mid-sentence. */
        RESET,
        LINE_CLOSED
    }
}
