/** What Yaohua indicators in a text mode send instead of a weight that they cannot show: blanks and "OL23" or "LO23". */
package org.caishi.scale.protocol;

import org.caishi.scale.ScaleSignal;
import org.jspecify.annotations.Nullable;

/** Found in a stream byte by byte, whatever stands around it; "23" is the checksum of the nine blanks and either word. */
final class OverText {
    private static final int BLANKS = 9;
    private static final int[] OVERLOAD = {'O', 'L', '2', '3'};
    private static final int[] UNDERLOAD = {'L', 'O', '2', '3'};

    private int blanks;
    private int matched;
    private int[] word = OVERLOAD;

    /** Takes the next byte; the state that it completes, mostly null. */
    ScaleSignal.@Nullable State next(int octet) {
        if (octet == ' ') {
            blanks = matched == 0 ? Math.min(blanks + 1, BLANKS) : 1;
            matched = 0;
            return null;
        }
        if (matched == 0) {
            word = octet == OVERLOAD[0] ? OVERLOAD : UNDERLOAD;
        }
        if (blanks < BLANKS || octet != word[matched]) {
            blanks = 0;
            matched = 0;
            return null;
        }
        matched++;
        if (matched < word.length) {
            return null;
        }
        blanks = 0;
        matched = 0;
        return new ScaleSignal.State(
                word == OVERLOAD ? ScaleSignal.Condition.OVERLOAD : ScaleSignal.Condition.UNDERLOAD);
    }
}
