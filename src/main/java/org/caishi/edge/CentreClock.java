/** The time as the centre has it: a PC in a market may have lost its own, and a signature with a wrong time is refused. */
package org.caishi.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class CentreClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(CentreClock.class);

    private final InstantSource machine;
    private volatile Duration ahead = Duration.ZERO;

    CentreClock(InstantSource machine) {
        this.machine = machine;
    }

    @Override
    public Instant instant() {
        return asCentre(machine.instant());
    }

    /** A time that was read from this machine's own clock. */
    Instant asCentre(Instant ofMachine) {
        return ofMachine.plus(ahead);
    }

    /** Takes over the centre's time from the date of its answer, because it found ours wrong. */
    void setBy(String date) {
        try {
            Instant said = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            ahead = Duration.between(machine.instant(), said);
            LOG.warn(
                    "this machine's clock is wrong by {} s, the centre's is used; set it",
                    ahead.negated().toSeconds());
        } catch (DateTimeParseException none) {
            LOG.warn("the centre refuses our time and tells no other: set this machine's clock");
        }
    }
}
