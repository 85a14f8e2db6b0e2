/** The arguments as they were typed, where Java could not read them in the terminal's locale. */
package org.caishi.tool;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Under LANG=C (a serial console, ssh, cron) Java replaces every byte of a Chinese argument by U+FFFD before any of our
 * code runs. Linux still has the bytes in {@code /proc/self/cmdline}; elsewhere they are lost.
 */
final class TypedArguments {
    private static final char LOST = '\uFFFD';

    private final Path commandLine;
    private final Charset terminal;

    /**
     * @param commandLine the process's arguments, each ended by a zero byte
     * @param terminal what Java decoded them with
     */
    TypedArguments(Path commandLine, Charset terminal) {
        this.commandLine = commandLine;
        this.terminal = terminal;
    }

    static TypedArguments ofThisProcess() {
        Charset terminal = Charset.forName(System.getProperty("native.encoding", "UTF-8"), StandardCharsets.UTF_8);
        return new TypedArguments(Path.of("/proc/self/cmdline"), terminal);
    }

    /** The last arguments of the process in UTF-8; as given when the locale knows Chinese or the bytes are not to be had. */
    List<String> restored(List<String> given) {
        if (terminal.newEncoder().canEncode('元')) {
            return given;
        }
        List<byte[]> raw = lastRaw(given.size());
        List<String> restored = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            if (!new String(raw.get(i), terminal).equals(given.get(i))) {
                return given;
            }
            restored.add(new String(raw.get(i), StandardCharsets.UTF_8));
        }
        return restored.size() == given.size() ? restored : given;
    }

    /** Whether characters of this argument are lost for good. */
    static boolean isLost(String argument) {
        return argument.indexOf(LOST) >= 0;
    }

    private List<byte[]> lastRaw(int count) {
        List<byte[]> all = new ArrayList<>();
        try {
            byte[] bytes = Files.readAllBytes(commandLine);
            int from = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == 0) {
                    all.add(Arrays.copyOfRange(bytes, from, at));
                    from = at + 1;
                }
            }
        } catch (IOException noSuchFile) {
            return List.of();
        }
        return all.size() < count ? List.of() : all.subList(all.size() - count, all.size());
    }
}
