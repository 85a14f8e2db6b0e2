/** One announcement on its way to a chip. */
package org.caishi.speaker.chip;

/**
 * What to say, and until when it is news.
 *
 * @param id the announcement's id, which a retry keeps
 * @param text what to say, of any length
 * @param voice how loud and fast
 * @param expiresAtMillis from this moment on it is not begun any more
 */
public record Speech(long id, String text, Voice voice, long expiresAtMillis) {
    public Speech(long id, String text, long expiresAtMillis) {
        this(id, text, Voice.UNCHANGED, expiresAtMillis);
    }
}
