/** What would stop the start is said in one line that names the setting. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    Path folder;

    final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void soundSettings() {
        settings.put("CAISHI_DATA", folder.toString());
        settings.put("CAISHI_PORT", Integer.toString(TestRun.freePort()));
        settings.put("CAISHI_MQTT_PORT", Integer.toString(TestRun.freePort()));
        settings.put("CAISHI_SCALE_PORT", Integer.toString(TestRun.freePort()));
    }

    @Test
    void soundSettingsAreNoProblem() {
        assertThat(problem()).isEmpty();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            settings.put("CAISHI_SCALE_PORT", Integer.toString(taken.getLocalPort()));

            assertThat(problem())
                    .contains(
                            "port %d is taken; give another one as CAISHI_SCALE_PORT".formatted(taken.getLocalPort()));
        }
    }

    @Test
    void aPortThatIsNoneIsNamed() {
        settings.put("CAISHI_PORT", "http");

        assertThat(problem()).contains("CAISHI_PORT must be a port from 0 to 65535, not http");
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        settings.put("CAISHI_DATA", file.resolve("below").toString());

        assertThat(problem().orElseThrow()).contains("cannot be written").contains("CAISHI_DATA");
    }

    @Test
    void aBrokenDatabaseAddressIsNamedInOneLine() {
        settings.put("CAISHI_DB_URL", "postgres://x");
        assertThat(problem().orElseThrow()).contains("CAISHI_DB_URL must begin with jdbc:mysql://");

        settings.put("CAISHI_DB_URL", "jdbc:mysql://127.0.0.1:" + TestRun.freePort() + "/caishi");
        assertThat(problem().orElseThrow())
                .startsWith("the database of CAISHI_DB_URL does not answer")
                .doesNotContain("\n");
    }

    private Optional<String> problem() {
        return Preflight.problem(settings::get);
    }
}
