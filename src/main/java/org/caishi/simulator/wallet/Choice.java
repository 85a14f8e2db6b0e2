/** What a simulated person does at the pay sheet. */
package org.caishi.simulator.wallet;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public enum Choice {
    PAY,
    /** Pays, and the notice comes {@link #SLOW_NOTICE} later. */
    SLOW,
    /** Walks away, which changes nothing. */
    REFUSE;

    public static final Duration SLOW_NOTICE = Duration.ofSeconds(10);

    /** As the simulators' controls name it: {@code pay}, {@code slow} or {@code refuse}; pay when nothing is said. */
    public static Optional<Choice> of(@Nullable String outcome) {
        if (outcome == null) {
            return Optional.of(PAY);
        }
        for (Choice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(outcome)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }
}
