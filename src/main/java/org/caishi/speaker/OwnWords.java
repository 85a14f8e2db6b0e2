/** A market's own sentence for a sum that came, e.g. {@code {wallet}进账{amount}}, checked so that every speaker can say it. */
package org.caishi.speaker;

import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.caishi.platform.BadInput;

/**
 * Words, digits and pauses of GBK, the sum exactly once, the wallet at most once. Square brackets are a speech chip's
 * control tags, so they are no words.
 *
 * @param text empty for none
 */
record OwnWords(String text) {
    static final OwnWords NONE = new OwnWords("");

    /** With the longest sum and wallet it stays within the 200 bytes of one frame of a speech chip. */
    static final int LONGEST = 30;

    private static final String AMOUNT = "{amount}";
    private static final String WALLET = "{wallet}";
    private static final Pattern SAYABLE = Pattern.compile("[\\p{IsHan}A-Za-z0-9 ，。、！？,.!?]*");

    /** @throws BadInput when it is no sentence that can be said */
    static OwnWords read(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            return NONE;
        }
        String rest = once(once(text, AMOUNT), WALLET);
        if (!text.contains(AMOUNT)) {
            throw new BadInput("speaker.words.no-amount");
        }
        if (rest.length() > LONGEST) {
            throw new BadInput("speaker.words.long", LONGEST);
        }
        if (!SAYABLE.matcher(rest).matches()
                || !Charset.forName("GBK").newEncoder().canEncode(rest)) {
            throw new BadInput("speaker.words.unsayable");
        }
        return new OwnWords(text);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    private static String once(String text, String placeholder) {
        return text.replaceFirst(Pattern.quote(placeholder), "");
    }
}
