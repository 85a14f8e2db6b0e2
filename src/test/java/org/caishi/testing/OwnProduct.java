/** The whole product in this process, on ports and a data folder of its own that goes with it: for benchmarks. */
package org.caishi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.caishi.Caishi;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

public final class OwnProduct implements AutoCloseable {
    private final Path data;
    private final boolean kept;
    private final int port;
    private final ConfigurableApplicationContext context;

    private OwnProduct(Path data, boolean kept, int port, ConfigurableApplicationContext context) {
        this.data = data;
        this.kept = kept;
        this.port = port;
        this.context = context;
    }

    /**
     * Starts it empty.
     *
     * @param more settings as {@code --name=value}
     */
    public static OwnProduct start(String... more) throws IOException {
        return start(List.of(), more);
    }

    /**
     * Starts it empty, with parts that it does not have by itself.
     *
     * @param parts found wherever the product asks for their types
     */
    public static OwnProduct start(List<Object> parts, String... more) throws IOException {
        return start(Files.createTempDirectory("caishi-bench-"), false, parts, more);
    }

    /** Starts it on a data folder that stays, with whatever it holds. */
    public static OwnProduct startOn(Path data, List<Object> parts, String... more) {
        return start(data, true, parts, more);
    }

    private static OwnProduct start(Path data, boolean kept, List<Object> parts, String... more) {
        int port = TestRun.freePort();
        String[] settings = {
            "--server.port=" + port,
            "--caishi.mqtt.port=" + TestRun.freePort(),
            "--caishi.scale.port=" + TestRun.freePort(),
            "--caishi.demo=false",
            "--caishi.data=" + data,
            "--caishi.db.binaries=" + Path.of("target/mariadb-binaries").toAbsolutePath(),
            "--logging.level.root=warn",
            "--spring.main.banner-mode=off"
        };
        String[] all =
                Stream.concat(Arrays.stream(settings), Arrays.stream(more)).toArray(String[]::new);
        SpringApplication product = new SpringApplication(Caishi.class);
        product.addInitializers(context -> parts.forEach(part ->
                context.getBeanFactory().registerSingleton(part.getClass().getName(), part)));
        return new OwnProduct(data, kept, port, product.run(all));
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T part(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        context.close();
        if (kept) {
            return;
        }
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            System.err.println("left behind: " + data);
        }
    }
}
