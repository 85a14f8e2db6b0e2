/** The command behind scripts/edge: runs the edge beside the scales of a market. */
package org.caishi.tool;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.caishi.edge.EdgeBox;
import org.caishi.edge.EdgeCommand;
import org.slf4j.LoggerFactory;

final class Edge implements FieldTool {
    @Override
    public String name() {
        return "edge";
    }

    @Override
    public String summary() {
        return "edge                                    reads a market's scales beside them and forwards their sales";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("offer-again"))) {
            return EdgeCommand.offerAgain(System::getenv, out, err);
        }
        if (!arguments.isEmpty()) {
            err.println(
                    "edge takes no arguments but offer-again; it is set by the environment: CAISHI_EDGE_CENTRE, CAISHI_EDGE_SERIAL,"
                            + " CAISHI_EDGE_KEY or CAISHI_EDGE_KEY_FILE, CAISHI_DATA");
            return 2;
        }
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(Level.INFO);
        }
        return EdgeBox.run(System::getenv, Clock.systemUTC(), out, err);
    }
}
