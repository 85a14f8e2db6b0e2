/** A running {@link Till} as its parent sees it: what it opened, acknowledged and announced, and how to kill it. */
package org.caishi.payment;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.caishi.platform.EmbeddedDatabase;

final class TillProcess {
    private final Process process;
    private final Path data;
    private final BufferedWriter in;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    private TillProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /**
     * @param marketsFrom the ids of its new markets begin above this
     * @param point of {@link NamedPoints}, or empty
     * @param more settings as {@code --name=value}
     */
    static TillProcess start(Path data, long seed, long marketsFrom, String point, int count, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcaishi.fault.seed=" + seed,
                "-D" + NamedPoints.NAME + "=" + point,
                "-D" + NamedPoints.COUNT + "=" + count,
                "-Dcaishi.test.markets-from=" + marketsFrom,
                "-cp",
                System.getProperty("java.class.path"),
                Till.class.getName(),
                "--caishi.data=" + data,
                "--caishi.demo=false",
                "--caishi.db.binaries=" + Path.of("target/mariadb-binaries").toAbsolutePath(),
                "--db-scheduler.enabled=false",
                "--spring.main.banner-mode=off"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
        return new TillProcess(builder.start(), data);
    }

    /** Beside the data folder, so that it can still be written when that is full. */
    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** Delivers again what was never acknowledged, and returns when it has been booked. */
    void deliver(List<String> notices) throws IOException, InterruptedException {
        for (String notice : notices) {
            tell("NOTICE " + notice);
        }
        tell("DELIVERED");
        await(line -> line.equals("READY"), 0);
    }

    void go() throws IOException {
        tell("GO");
    }

    /** Waits for a line that comes after those of before. */
    void await(Predicate<String> wanted, int from) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        synchronized (lines) {
            while (lines.stream().skip(from).noneMatch(wanted)) {
                if (System.nanoTime() > deadline || !process.isAlive() && !reader.isAlive()) {
                    throw new IllegalStateException("the till never said it; its log is " + log(data) + "; last: "
                            + lines.subList(Math.max(0, lines.size() - 5), lines.size()));
                }
                lines.wait(100);
            }
        }
    }

    /** What it has written into its log. */
    String log() throws IOException {
        return Files.readString(log(data));
    }

    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    int linesSoFar() {
        synchronized (lines) {
            return lines.size();
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void killDatabase() throws IOException {
        long pid = Long.parseLong(Files.readString(data.resolve("mariadb/pid")).strip());
        ProcessHandle database = ProcessHandle.of(pid).orElseThrow();
        if (!database.info().commandLine().orElse("").contains(data.toString())) {
            throw new IllegalStateException("process " + pid + " is not the till's database");
        }
        database.destroyForcibly();
    }

    /** Kills whatever database it has started by itself, if any: a full disk may have no room for the file with its number. */
    void killStartedDatabases() {
        process.descendants()
                .filter(started -> started.info().command().orElse("").endsWith("mariadbd"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it as an operator would. */
    int stop() throws IOException, InterruptedException {
        in.close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
        return process.exitValue();
    }

    /** Leaves nothing behind, whatever a test was about to do with it. */
    void clear() throws IOException, InterruptedException {
        kill();
        if (EmbeddedDatabase.running(data.resolve("mariadb")).isPresent()) {
            killDatabase();
        }
    }

    /** Everything that it said until its end; only once it has ended. */
    List<String> lastWords() throws InterruptedException {
        reader.join();
        return List.copyOf(lines);
    }

    private void tell(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException killed) {
            // What had been said is in the list.
        }
    }
}
