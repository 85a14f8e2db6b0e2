/** The field tool that asks the books whether they agree with themselves. */
package org.caishi.tool;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.caishi.platform.DatabaseAddress;
import org.caishi.platform.EmbeddedDatabase;
import org.caishi.report.BooksCheck;
import org.caishi.report.BooksCheck.Findings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Takes the database of the environment: CAISHI_DB_URL, or the embedded one of CAISHI_DATA, running or not. */
final class Verify implements FieldTool {
    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "verify                                  the books' self-check, exit code 1 on any finding";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (!arguments.isEmpty()) {
            err.println("verify takes no arguments; it reads the database settings of the environment");
            return 2;
        }
        try {
            return check(out);
        } catch (RuntimeException failure) {
            err.println("the database cannot be checked: " + failure.getMessage());
            return 2;
        }
    }

    private static int check(PrintStream out) {
        String url = setting("CAISHI_DB_URL", "");
        if (!url.isEmpty()) {
            return say(new DatabaseAddress(url, setting("CAISHI_DB_USER", ""), setting("CAISHI_DB_PASSWORD", "")), out);
        }
        Path home = Path.of(setting("CAISHI_DATA", "./data")).resolve("mariadb");
        if (!home.resolve("data").toFile().isDirectory()) {
            throw new IllegalStateException(
                    "there is none in " + home.toAbsolutePath().normalize());
        }
        Optional<DatabaseAddress> running = EmbeddedDatabase.running(home);
        if (running.isPresent()) {
            return say(running.get(), out);
        }
        try (EmbeddedDatabase started = EmbeddedDatabase.start(home, home.resolve("binaries"))) {
            return say(started.application(), out);
        }
    }

    private static int say(DatabaseAddress address, PrintStream out) {
        MysqlDataSource database = new MysqlDataSource();
        database.setUrl(address.fullUrl());
        database.setUser(address.user());
        database.setPassword(address.password());
        Findings findings = BooksCheck.of(database);
        out.println(JsonMapper.shared().writeValueAsString(findings));
        return findings.findings().isEmpty() ? 0 : 1;
    }

    private static String setting(String name, String otherwise) {
        @Nullable String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
