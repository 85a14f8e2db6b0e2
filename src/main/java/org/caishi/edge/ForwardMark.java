/** Remembers up to which record of the buffer the centre has answered. */
package org.caishi.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;

/**
 * The mark may be lost or lag behind: then records are forwarded again and the centre finds them by their numbers. It
 * must never run ahead, so it carries a checksum, and what cannot be read is 0.
 */
final class ForwardMark {
    private final Path file;

    ForwardMark(Path folder) {
        this.file = folder.resolve("forwarded");
    }

    long read() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String[] words =
                Files.readString(file, StandardCharsets.ISO_8859_1).strip().split(" ", -1);
        return words.length == 2 && words[0].matches("\\d{1,18}") && words[1].equals(checksum(words[0]))
                ? Long.parseLong(words[0])
                : 0;
    }

    void write(long number) throws IOException {
        String text = Long.toString(number);
        Path beside = file.resolveSibling("forwarded.new");
        Files.writeString(beside, text + " " + checksum(text) + "\n");
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
