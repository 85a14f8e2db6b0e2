/** What became of a sale that a scale has told. */
package org.caishi.scale;

public sealed interface Receipt {
    /** Stored for good. */
    record Stored(long weighingId) implements Receipt {}

    /** Told before, with the same content: nothing has changed. */
    record Repeated(long weighingId) implements Receipt {}

    /**
     * The same message will never be stored.
     *
     * @param reason a word of the published protocol
     * @param words for the maker of the scale
     */
    record Refused(String reason, String words) implements Receipt {}
}
