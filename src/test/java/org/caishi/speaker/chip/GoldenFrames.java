/** The golden frames of a protocol folder, as the tests read them. */
package org.caishi.speaker.chip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

final class GoldenFrames {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private GoldenFrames() {}

    /** The entries of one list of {@code frames.yaml}, e.g. {@code frames}. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> of(String protocol, String list) {
        String path = "/firmware-protocols/" + protocol + "/frames.yaml";
        try (InputStream file = GoldenFrames.class.getResourceAsStream(path)) {
            Map<String, Object> all = new Yaml().load(file);
            return (List<Map<String, Object>>) Objects.requireNonNull(all.get(list), list);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An entry's bytes; a hex text of digits alone is a number to YAML. */
    static byte[] bytes(Map<String, Object> entry) {
        return HEX.parseHex(String.valueOf(entry.get("hex")));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
