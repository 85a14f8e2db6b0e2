/** One golden frame of firmware-protocols: bytes in, events out, as device makers read them. */
package org.caishi.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return folders().stream().flatMap(folder -> in(folder).stream()).toList();
    }

    /** Every folder of firmware-protocols whose golden frames are a scale's; a new one is tested by being there. */
    public static List<String> folders() {
        try (Stream<Path> folders = Files.list(Path.of("firmware-protocols"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("frames.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(folder -> ScaleProtocols.find(GoldenFrame.<String>field(content(folder), "protocol"))
                            .isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The frames of one folder that mean something and need no settings. */
    public static List<GoldenFrame> good(String folder) {
        return in(folder).stream()
                .filter(frame -> frame.settings().isEmpty() && !frame.events().isEmpty())
                .filter(frame -> frame.events().stream().noneMatch(event -> "rejected".equals(event.get("kind"))))
                .toList();
    }

    /** The frames of one folder, as they lie on the class path. */
    public static List<GoldenFrame> in(String folder) {
        Map<String, Object> content = content(folder);
        String protocol = field(content, "protocol");
        List<Map<String, Object>> frames = field(content, "frames");
        return frames.stream().map(frame -> of(protocol, frame)).toList();
    }

    private static Map<String, Object> content(String folder) {
        String file = "/firmware-protocols/" + folder + "/frames.yaml";
        try (InputStream yaml = Objects.requireNonNull(GoldenFrame.class.getResourceAsStream(file), file)) {
            return new Yaml().load(yaml);
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
