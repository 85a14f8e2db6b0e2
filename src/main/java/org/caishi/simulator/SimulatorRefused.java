/** Says that the simulator will not start as it was asked to, in one line that a person can act on. */
package org.caishi.simulator;

public final class SimulatorRefused extends RuntimeException {
    public SimulatorRefused(String why) {
        super(why);
    }

    public SimulatorRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
