/** The ways in which a sum that came may be told; the sentences are in {@code speech_*.properties}. */
package org.caishi.speaker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

public enum Wording {
    /** 微信收款十二点五元. */
    PLAIN,
    /** 微信到账十二点五元. */
    ARRIVED,
    /** 收款十二点五元: shorter, where it is never quiet. */
    SHORT,
    /** 微信收款十二点五元，谢谢惠顾. */
    THANKS,
    /** The market's own sentence: {@link OwnWords}. */
    OWN;

    static Optional<Wording> named(String name) {
        return Arrays.stream(values())
                .filter(wording -> wording.name().equals(name))
                .findFirst();
    }

    String key() {
        return "received." + name().toLowerCase(Locale.ROOT);
    }
}
