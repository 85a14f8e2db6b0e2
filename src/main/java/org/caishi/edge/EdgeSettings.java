/** What an edge is told by its environment. */
package org.caishi.edge;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings that fit together.
 *
 * @param centre the product's address, without a path
 * @param key the bytes that sign this edge's requests
 * @param folder of the buffer and the last configuration
 * @param scalePort for scales that dial in; 0: any
 * @param statusPort of the status page on this machine; 0: any
 * @param bufferBytes the most that sales may take on the disk
 * @param leastFreeBytes what they leave free on it
 */
@SuppressWarnings("ArrayRecordComponent") // a key is handed on, never compared
record EdgeSettings(
        URI centre,
        String serial,
        byte[] key,
        Path folder,
        int scalePort,
        int statusPort,
        long bufferBytes,
        long leastFreeBytes) {
    private static final int MEGABYTE = 1024 * 1024;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** What came of reading them. */
    sealed interface Reading {
        record Good(EdgeSettings settings) implements Reading {}

        /** The first thing that is wrong, in words that say what to do. */
        record Wrong(String words) implements Reading {}
    }

    /**
     * Reads and checks them.
     *
     * @param settings finds a variable of the environment by its name; null or blank where it is not set
     */
    static Reading read(UnaryOperator<@Nullable String> settings) {
        try {
            return new Reading.Good(new EdgeSettings(
                    centre(text(settings, "CAISHI_EDGE_CENTRE", "")),
                    serial(text(settings, "CAISHI_EDGE_SERIAL", "")),
                    key(text(settings, "CAISHI_EDGE_KEY", ""), text(settings, "CAISHI_EDGE_KEY_FILE", "")),
                    writable(folder(settings)),
                    whole(settings, "CAISHI_SCALE_PORT", 4100, 65_535),
                    whole(settings, "CAISHI_EDGE_STATUS_PORT", 4180, 65_535),
                    Math.max(1, whole(settings, "CAISHI_EDGE_BUFFER_MB", 256, 1_000_000)) * (long) MEGABYTE,
                    whole(settings, "CAISHI_EDGE_LEAST_FREE_MB", 32, 1_000_000) * (long) MEGABYTE));
        } catch (IllegalArgumentException wrong) {
            return new Reading.Wrong(String.valueOf(wrong.getMessage()));
        }
    }

    private static URI centre(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "CAISHI_EDGE_CENTRE is not set: the product's address, e.g. https://caishi.example.org");
        }
        String address = text.replaceAll("/+$", "");
        if (!address.matches("https?://[A-Za-z0-9.\\-\\[\\]:]+")) {
            throw new IllegalArgumentException(
                    "CAISHI_EDGE_CENTRE must be https://host or http://host:port without a path, not " + text);
        }
        return URI.create(address);
    }

    private static String serial(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,32}")) {
            throw new IllegalArgumentException(
                    text.isEmpty()
                            ? "CAISHI_EDGE_SERIAL is not set: the serial under which this edge box is registered"
                            : "CAISHI_EDGE_SERIAL is no serial number: " + text);
        }
        return text;
    }

    private static byte[] key(String key, String file) {
        String text = key.isEmpty() && !file.isEmpty() ? keyIn(Path.of(file)) : key;
        if (!text.matches("[!-~]{16,128}")) {
            throw new IllegalArgumentException(
                    text.isEmpty()
                            ? "no key: give the one that the registry showed as CAISHI_EDGE_KEY, or a file with it as CAISHI_EDGE_KEY_FILE"
                            : "the key is not one that the registry makes: 16 to 128 visible characters");
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String keyIn(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new IllegalArgumentException(
                        "others can read the key file %s: chmod 600 %s".formatted(file, file));
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the key file %s of CAISHI_EDGE_KEY_FILE cannot be read".formatted(file), e);
        }
    }

    /** Where the edge of this environment keeps its files. */
    static Path folder(UnaryOperator<@Nullable String> settings) {
        return Path.of(text(settings, "CAISHI_DATA", "./data"))
                .toAbsolutePath()
                .normalize()
                .resolve("edge");
    }

    private static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe", null));
            return folder;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the data folder %s cannot be written; give another one as CAISHI_DATA".formatted(folder), e);
        }
    }

    private static int whole(UnaryOperator<@Nullable String> settings, String name, int usual, int most) {
        String text = text(settings, name, Integer.toString(usual));
        if (!text.matches("\\d{1,7}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("%s must be a number from 0 to %d, not %s".formatted(name, most, text));
        }
        return Integer.parseInt(text);
    }

    private static String text(UnaryOperator<@Nullable String> settings, String name, String otherwise) {
        String value = settings.apply(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
