/** A Mosquitto of the test's own, on free ports, set up by the files that we publish for it; and its clients. */
package org.caishi.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

public final class Mosquitto implements AutoCloseable {
    public static final String PRODUCT = "caishi";
    public static final String PRODUCT_PASSWORD = "for tests only";
    private static final Path RECIPE = Path.of("firmware-protocols/caishi-device");

    private final int devicePort = TestRun.freePort();
    private final int productPort = TestRun.freePort();
    private final Path folder;
    private @Nullable Process running;

    /** Not started yet; first come the devices. */
    public Mosquitto() throws IOException {
        folder = Files.createTempDirectory("caishi-mosquitto-");
        String recipe = Files.readString(RECIPE.resolve("mosquitto.conf"))
                .replace(
                        "/etc/mosquitto/caishi-passwords",
                        folder.resolve("passwords").toString())
                .replace(
                        "/etc/mosquitto/mosquitto.acl",
                        folder.resolve("mosquitto.acl").toString())
                .replace("/var/lib/mosquitto/", folder + "/")
                .replace("listener 1883", "listener " + devicePort + " 127.0.0.1")
                .replace("listener 1884", "listener " + productPort);
        Files.writeString(
                folder.resolve("mosquitto.conf"), recipe + "\nuser " + System.getProperty("user.name") + "\n");
        Files.copy(RECIPE.resolve("mosquitto.acl"), folder.resolve("mosquitto.acl"));
        Files.createFile(folder.resolve("passwords"));
        let(PRODUCT, PRODUCT_PASSWORD);
    }

    /** Enters a user into the password file. */
    public void let(String user, String password) throws IOException {
        ended(List.of(
                program("mosquitto_passwd"), "-b", folder.resolve("passwords").toString(), user, password));
    }

    public int devicePort() {
        return devicePort;
    }

    public int productPort() {
        return productPort;
    }

    public String productUrl() {
        return "tcp://" + PRODUCT + ":" + PRODUCT_PASSWORD.replace(" ", "%20") + "@127.0.0.1:" + productPort;
    }

    public void start() throws IOException {
        running = new ProcessBuilder(
                        program("mosquitto"),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), devicePort).close();
            return true;
        });
    }

    /** As its service is stopped: what waits is written down. */
    public void stop() {
        Process process = running;
        running = null;
        if (process != null) {
            process.destroy();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /** As power fails: SIGKILL, and nothing is written down. */
    public void kill() {
        Process process = running;
        running = null;
        if (process != null) {
            process.destroyForcibly();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    /** Loses what was written down before it is started again. */
    public void forget() throws IOException {
        Files.deleteIfExists(folder.resolve("mosquitto.db"));
    }

    @Override
    public void close() throws IOException {
        stop();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** {@code mosquitto_sub} at a topic, as a speaker's maker would try it; {@code more} goes before the topic. */
    public static Listener listen(int port, String user, String password, String topic, String... more)
            throws IOException {
        return listen(port, user, password, topic, line -> {}, more);
    }

    /** The same, and somebody hears each line at once: topic, blank, payload. */
    public static Listener listen(
            int port, String user, String password, String topic, Consumer<String> heard, String... more)
            throws IOException {
        List<String> command = client("mosquitto_sub", port, user, password);
        command.addAll(List.of("-q", "1", "-F", "%t %p"));
        command.addAll(List.of(more));
        command.addAll(List.of("-t", topic));
        return new Listener(
                new ProcessBuilder(command).redirectErrorStream(true).start(), heard);
    }

    /** {@code mosquitto_pub}; answers its exit code. */
    public static int say(int port, String user, String password, String topic, String words) throws IOException {
        List<String> command = client("mosquitto_pub", port, user, password);
        command.addAll(List.of("-q", "1", "-t", topic, "-m", words));
        return ended(command);
    }

    private static List<String> client(String name, int port, String user, String password) {
        return new ArrayList<>(List.of(
                program(name),
                "-V",
                "mqttv5",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-u",
                user,
                "-P",
                password));
    }

    private static int ended(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue();
    }

    private static String program(String name) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        name + " is missing; please: apt-get install mosquitto mosquitto-clients"))
                .toString();
    }

    /** A running {@code mosquitto_sub} and the lines it has printed: topic, blank, payload. */
    public static final class Listener implements AutoCloseable {
        private final Process process;
        private final Consumer<String> heard;
        private final List<String> lines = new CopyOnWriteArrayList<>();

        private Listener(Process process, Consumer<String> heard) {
            this.process = process;
            this.heard = heard;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader out = process.inputReader(UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                    heard.accept(line);
                }
            } catch (IOException ended) {
                // with the process
            }
        }

        public List<String> lines() {
            return List.copyOf(lines);
        }

        public boolean isRunning() {
            return process.isAlive();
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
