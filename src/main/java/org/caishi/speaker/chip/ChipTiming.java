/** How long a conversation waits for a chip, in milliseconds. */
package org.caishi.speaker.chip;

/**
 * Waiting times; {@link #USUAL} suits a line of 9600 baud, also behind a bridge on a local network.
 *
 * @param answer for the answer to a frame of text, its way over the line included (200 bytes last 0.2 s at 9600 baud)
 * @param status for the answer to a status query, before a chip of which nothing is known is taken to be idle
 * @param poll between two status queries
 * @param pause between a refusal and the second try, so that a late acceptance of the first is not overheard
 * @param settle after an idle that came while a query was open: its answer, possibly two bytes, may still be on the way
 * @param busy how long the last word of a chip was "busy" before it is no longer believed
 */
public record ChipTiming(long answer, long status, long poll, long pause, long settle, long busy) {
    public static final ChipTiming USUAL = new ChipTiming(1_500, 500, 500, 250, 150, 30_000);

    /** From here on it is worth asking whether a text has ended: an end is reported once and can be lost. */
    long expected(int frameLength) {
        return 1_000 + 150L * frameLength;
    }

    /** No chip needs longer, even at its slowest with digits spelt one by one. */
    long longest(int frameLength) {
        return 5_000 + 400L * frameLength;
    }
}
