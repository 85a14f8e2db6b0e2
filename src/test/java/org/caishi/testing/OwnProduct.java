/** The whole product in this process, on ports and a data folder of its own that goes with it: for benchmarks. */
package org.caishi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.caishi.Caishi;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

public final class OwnProduct implements AutoCloseable {
    private final Path data;
    private final int port;
    private final ConfigurableApplicationContext context;

    private OwnProduct(Path data, int port, ConfigurableApplicationContext context) {
        this.data = data;
        this.port = port;
        this.context = context;
    }

    /**
     * Starts it empty, with the simulated channel.
     *
     * @param more settings as {@code --name=value}
     */
    public static OwnProduct start(String... more) throws IOException {
        Path data = Files.createTempDirectory("caishi-bench-");
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
        return new OwnProduct(data, port, SpringApplication.run(Caishi.class, all));
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            System.err.println("left behind: " + data);
        }
    }
}
