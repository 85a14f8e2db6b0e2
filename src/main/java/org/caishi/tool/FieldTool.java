/** One of the commands that the jar answers without a database: for the technician at the stall and the developer at the desk. */
package org.caishi.tool;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** A field tool: JSON lines (or plain text) on standard output, errors on standard error. */
interface FieldTool {
    /** The first argument that calls it, e.g. {@code decode}. */
    String name();

    /** One line for the list of tools. */
    String summary();

    /**
     * Runs the tool.
     *
     * @param arguments what follows the name
     * @return the exit code: 0 done, 1 findings, 2 the call was wrong (with a clear line on {@code err})
     */
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err);
}
