/** The speech chips that can be registered and spoken to, by the names used in the registry and the field tools. */
package org.caishi.speaker;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.caishi.speaker.chip.SpeechChip;
import org.caishi.speaker.chip.Syn6288;
import org.caishi.speaker.chip.Voice;
import org.caishi.speaker.chip.Xfs5152;

public enum SpeechProtocol {
    SYN6288("syn6288"),
    XFS5152("xfs5152");

    private final String key;

    SpeechProtocol(String key) {
        this.key = key;
    }

    /** The name, e.g. {@code syn6288}. */
    public String key() {
        return key;
    }

    /** The protocol of that name, as written by {@link #key()}. */
    public static Optional<SpeechProtocol> named(String key) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.key.equals(key))
                .findFirst();
    }

    /** The frames that speak a text with the chip's present voice; none when nothing in it can be said. */
    public List<byte[]> frames(String text) {
        return chip().frames(Voice.UNCHANGED, text);
    }

    SpeechChip chip() {
        return switch (this) {
            case SYN6288 -> new Syn6288();
            case XFS5152 -> new Xfs5152();
        };
    }
}
