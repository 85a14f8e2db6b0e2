/** The ends of a field tool: its lines in UTF-8 whatever the terminal's locale, and its exit code. */
package org.caishi.tool;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class Answer {
    private static final int DONE = 0;
    private static final int WRONG_CALL = 2;

    private Answer() {}

    static int done(PrintStream out, List<String> lines) {
        lines.forEach(line -> print(out, line));
        return DONE;
    }

    static int wrongCall(PrintStream err, String line) {
        print(err, line);
        return WRONG_CALL;
    }

    /** As bytes: a print stream would encode for the locale and turn Chinese into question marks under LANG=C. */
    private static void print(PrintStream stream, String line) {
        stream.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
