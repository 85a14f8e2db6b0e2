/** The list of field tools, and the door through which the main class calls them. */
package org.caishi.tool;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

public final class FieldTools {
    private static final List<FieldTool> TOOLS = List.of(
            new Protocols(),
            new Decode(),
            new Words(),
            new Say(TypedArguments.ofThisProcess()),
            new Verify(),
            new Simulate(),
            new Edge());

    private FieldTools() {}

    /** Runs the tool that the first argument names; empty when it names none, so the product should start. */
    public static Optional<Integer> run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        return TOOLS.stream()
                .filter(tool -> tool.name().equals(arguments.getFirst()))
                .findFirst()
                .map(tool -> tool.run(arguments.subList(1, arguments.size()), in, out, err));
    }
}
