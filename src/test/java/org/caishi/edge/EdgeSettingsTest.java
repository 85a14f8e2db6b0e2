/** Each wrong setting of an edge is said in words that tell what to do. */
package org.caishi.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeSettingsTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void goodSettings() {
        environment.put("CAISHI_EDGE_CENTRE", "https://caishi.example.org/");
        environment.put("CAISHI_EDGE_SERIAL", "EDGE-1");
        environment.put("CAISHI_EDGE_KEY", KEY);
        environment.put("CAISHI_DATA", folder.toString());
    }

    @Test
    void goodSettingsAreTakenWithTheirDefaults() {
        assertThat(EdgeSettings.read(environment::get))
                .isInstanceOfSatisfying(EdgeSettings.Reading.Good.class, good -> {
                    assertThat(good.settings().centre()).hasToString("https://caishi.example.org");
                    assertThat(good.settings().folder())
                            .isEqualTo(folder.resolve("edge"))
                            .isDirectory();
                    assertThat(good.settings().scalePort()).isEqualTo(4100);
                    assertThat(good.settings().bufferBytes()).isEqualTo(256L * 1024 * 1024);
                    assertThat(good.settings().leastFreeBytes()).isEqualTo(32L * 1024 * 1024);
                    assertThat(good.settings().key()).asString().isEqualTo(KEY);
                });
    }

    @Test
    void eachWrongOneIsNamed() throws IOException {
        assertWrong("CAISHI_EDGE_CENTRE", null, "CAISHI_EDGE_CENTRE is not set");
        assertWrong("CAISHI_EDGE_CENTRE", "caishi.example.org", "CAISHI_EDGE_CENTRE must be");
        assertWrong("CAISHI_EDGE_CENTRE", "http://host/path", "without a path");
        assertWrong("CAISHI_EDGE_SERIAL", " ", "CAISHI_EDGE_SERIAL is not set");
        assertWrong("CAISHI_EDGE_SERIAL", "a b", "no serial number");
        assertWrong("CAISHI_EDGE_KEY", "", "no key");
        assertWrong("CAISHI_EDGE_KEY", "short", "16 to 128");
        assertWrong("CAISHI_SCALE_PORT", "70000", "CAISHI_SCALE_PORT must be a number from 0 to 65535");
        assertWrong("CAISHI_EDGE_BUFFER_MB", "-1", "CAISHI_EDGE_BUFFER_MB must be a number");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertWrong("CAISHI_DATA", file.toString(), "cannot be written");
    }

    @Test
    void aKeyFileIsReadOnlyWhereNobodyElseCanReadIt() throws IOException {
        environment.remove("CAISHI_EDGE_KEY");
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertWrong("CAISHI_EDGE_KEY_FILE", file.toString(), "chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        environment.put("CAISHI_EDGE_KEY_FILE", file.toString());
        assertThat(EdgeSettings.read(environment::get)).isInstanceOf(EdgeSettings.Reading.Good.class);
        assertWrong("CAISHI_EDGE_KEY_FILE", folder.resolve("none").toString(), "cannot be read");
    }

    private void assertWrong(String name, @org.jspecify.annotations.Nullable String value, String words) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(name, value);
        assertThat(EdgeSettings.read(changed::get))
                .isInstanceOfSatisfying(
                        EdgeSettings.Reading.Wrong.class,
                        wrong -> assertThat(wrong.words()).contains(words));
    }
}
