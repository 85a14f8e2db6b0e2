/** What a speaker can be asked for from afar, besides announcements. */
package org.caishi.speaker;

import java.util.Locale;

public enum CommandKind {
    VOLUME,
    /** A sentence without a sum. */
    TEST,
    /** Be silent now, and drop what waits. */
    STOP,
    /** Take another key. */
    KEY;

    /** The word of the published protocol. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
