/** Says on standard error, in one line, why the product did not start. */
package org.caishi.platform;

import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

class OneLineReport implements FailureAnalysisReporter {
    @Override
    @SuppressWarnings("SystemOut")
    public void report(FailureAnalysis analysis) {
        String why = analysis.getDescription().lines().map(String::strip).collect(Collectors.joining(" "));
        System.err.println("Caishi cannot start: " + why);
    }
}
