/** Turns a refused start of the simulator into the short report that Spring Boot prints instead of a stack trace. */
package org.caishi.simulator;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

class SimulatorRefusedAnalyzer extends AbstractFailureAnalyzer<SimulatorRefused> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SimulatorRefused cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
