/** Another process of a benchmark, and the lines that it says. */
package org.caishi.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class Crowd implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private Crowd(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    static Crowd start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new Crowd(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The words of its next line that begins so, without that beginning. */
    String[] hear(String beginning) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip().split(" ", -1);
            }
        }
        throw new IllegalStateException("the other process ended before it said: " + beginning);
    }

    /** Tells it to end, and hears what it says last. */
    String[] end(String beginning) throws IOException {
        process.getOutputStream().close();
        return hear(beginning);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
