/** An edge as a process of its own, so that it can be killed as a power cut would. */
package org.caishi.edge;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caishi.Caishi;

final class EdgeProcess {
    private final Process process;

    private EdgeProcess(Process process) {
        this.process = process;
    }

    static EdgeProcess start(EdgeFloor floor, URI centre, Path data, int scalePort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Caishi.class.getName(),
                "edge"));
        builder.environment()
                .putAll(Map.of(
                        "CAISHI_EDGE_CENTRE", centre.toString(),
                        "CAISHI_EDGE_SERIAL", floor.edge().serial(),
                        "CAISHI_EDGE_KEY", floor.keyText(),
                        "CAISHI_EDGE_STATUS_PORT", "0",
                        "CAISHI_SCALE_PORT", Integer.toString(scalePort),
                        "CAISHI_DATA", data.toString()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolve("edge.log").toFile()));
        return new EdgeProcess(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As an operator would; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }
}
