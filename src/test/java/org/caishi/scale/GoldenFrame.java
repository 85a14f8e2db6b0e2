/** One golden frame of firmware-protocols: bytes in, events out, as device makers read them. */
package org.caishi.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A golden frame.
 *
 * @param events the fields of each event, as {@code decode} prints them
 */
public record GoldenFrame(
        String protocol,
        String name,
        Map<String, String> settings,
        MessageBytes content,
        List<Map<String, Object>> events) {
    public static List<GoldenFrame> all() {
        return Stream.of("yaohua-tf0", "caishi-device")
                .flatMap(folder -> in(folder).stream())
                .toList();
    }

    /** The frames of one folder, as they lie on the class path. */
    public static List<GoldenFrame> in(String folder) {
        String file = "/firmware-protocols/" + folder + "/frames.yaml";
        try (InputStream yaml = Objects.requireNonNull(GoldenFrame.class.getResourceAsStream(file))) {
            Map<String, Object> content = new Yaml().load(yaml);
            String protocol = field(content, "protocol");
            List<Map<String, Object>> frames = field(content, "frames");
            return frames.stream().map(frame -> of(protocol, frame)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenFrame of(String protocol, Map<String, Object> frame) {
        byte[] bytes = frame.containsKey("text")
                ? GoldenFrame.<String>field(frame, "text").getBytes(StandardCharsets.UTF_8)
                : HexFormat.of()
                        .parseHex(GoldenFrame.<String>field(frame, "hex").replaceAll("\\s", ""));
        return new GoldenFrame(
                protocol,
                field(frame, "name"),
                frame.containsKey("settings") ? field(frame, "settings") : Map.of(),
                MessageBytes.copyOf(bytes, 0, bytes.length),
                field(frame, "events"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T field(Map<String, Object> fields, String name) {
        return (T) Objects.requireNonNull(fields.get(name), name);
    }

    public byte[] bytes() {
        return content.toArray();
    }

    public ScaleDecoder decoder() {
        return open(protocol, settings);
    }

    /** A decoder with settings that are known to be right. */
    public static ScaleDecoder open(String protocol, Map<String, String> settings) {
        return switch (ScaleProtocols.find(protocol).orElseThrow().open(settings)) {
            case ScaleProtocol.Opening.Opened(ScaleDecoder decoder) -> decoder;
            case ScaleProtocol.Opening.Refused refused -> throw new AssertionError(refused.words());
        };
    }

    @Override
    public String toString() {
        return protocol + ": " + name;
    }
}
