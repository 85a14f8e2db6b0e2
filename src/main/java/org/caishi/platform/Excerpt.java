/** The beginning of a text that somebody else bounds, cut between characters and never within one. */
package org.caishi.platform;

public final class Excerpt {
    private Excerpt() {}

    /**
     * The text, or as much of it as is allowed.
     *
     * @param longest in characters as people count them (code points)
     */
    public static String of(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest));
    }
}
