/** Looks, before anything starts, for what would stop the start later with a page of text, and says it in one line. */
package org.caishi.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

public final class Preflight {
    private static final int HIGHEST_PORT = 65_535;

    private final UnaryOperator<@Nullable String> settings;

    private Preflight(UnaryOperator<@Nullable String> settings) {
        this.settings = settings;
    }

    /**
     * The first thing that is wrong, in words that say what to do; empty when the product can start.
     *
     * @param settings finds a variable of the environment by its name; null or blank where it is not set
     */
    public static Optional<String> problem(UnaryOperator<@Nullable String> settings) {
        Preflight look = new Preflight(settings);
        return Stream.<java.util.function.Supplier<Optional<String>>>of(
                        look::dataFolder,
                        () -> look.port("CAISHI_PORT", 8080, ""),
                        () -> look.port("CAISHI_MQTT_PORT", 1883, "CAISHI_MQTT_URL"),
                        () -> look.port("CAISHI_SCALE_PORT", 4100, ""),
                        look::database)
                .map(java.util.function.Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> dataFolder() {
        Path folder = Path.of(setting("CAISHI_DATA", "./data")).toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe", null));
            return Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.of(
                    "the data folder %s cannot be written; give another one as CAISHI_DATA".formatted(folder));
        }
    }

    private Optional<String> port(String name, int usual, String insteadOf) {
        if (!insteadOf.isEmpty() && !setting(insteadOf, "").isEmpty()) {
            return Optional.empty();
        }
        String text = setting(name, Integer.toString(usual));
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            return Optional.of("%s must be a port from 0 to 65535, not %s".formatted(name, text));
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(Integer.parseInt(text)));
            return Optional.empty();
        } catch (IOException taken) {
            return Optional.of("port %s is taken; give another one as %s".formatted(text, name));
        }
    }

    private Optional<String> database() {
        String url = setting("CAISHI_DB_URL", "");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (!url.startsWith("jdbc:mysql://")) {
            return Optional.of("CAISHI_DB_URL must begin with jdbc:mysql:// (it works for MariaDB and TiDB too)");
        }
        DatabaseAddress address =
                new DatabaseAddress(url, setting("CAISHI_DB_USER", ""), setting("CAISHI_DB_PASSWORD", ""));
        DriverManager.setLoginTimeout(10);
        try (Connection connection = address.connect()) {
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the database of CAISHI_DB_URL does not answer: " + firstLine(e.getMessage()));
        }
    }

    private String setting(String name, String otherwise) {
        String value = settings.apply(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "no reason given" : text.lines().findFirst().orElse("no reason given");
    }
}
