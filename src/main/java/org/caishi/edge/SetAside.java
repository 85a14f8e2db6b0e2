/** The folder of what cannot be forwarded: sales that the centre refused for ever, and bytes that are no record any more. */
package org.caishi.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file each, so that a person can read, keep and remove them; they count towards the buffer's bound. The name says what
 * it is, so setting the same thing aside again changes nothing.
 */
final class SetAside {
    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final String REFUSED = "refused-";
    private static final String DAMAGED = "damaged-";
    private static final String TORN = "torn-";

    /** What a file costs the disk at least. */
    private static final int BLOCK = 4_096;

    private final Path folder;
    private Count count;

    SetAside(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.count = new Count(0, 0, 0, 0);
        for (Path file : files()) {
            count = count.with(file.getFileName().toString(), Files.size(file));
        }
    }

    /**
     * How much lies there.
     *
     * @param refused sales that the centre refused
     * @param damaged places in the buffer whose checksum was wrong
     * @param torn records that were being written when the machine stopped; nobody had been told that they are stored
     */
    record Count(int refused, int damaged, int torn, long bytes) {
        Count with(String name, long size) {
            return new Count(
                    refused + (name.startsWith(REFUSED) ? 1 : 0),
                    damaged + (name.startsWith(DAMAGED) ? 1 : 0),
                    torn + (name.startsWith(TORN) ? 1 : 0),
                    bytes + Math.max(BLOCK, size));
        }
    }

    void refused(BufferedSale sale, String reason, String words) throws IOException {
        LOG.warn(
                "sale {} of scale {} is refused by the centre and set aside: {} ({})",
                sale.sequence(),
                sale.serial(),
                reason,
                words);
        CRC32C crc = new CRC32C();
        crc.update(sale.message());
        byte[] line = (reason + " " + words.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[line.length + sale.message().length];
        System.arraycopy(line, 0, content, 0, line.length);
        System.arraycopy(sale.message(), 0, content, line.length, sale.message().length);
        put("%s%s-%d-%08x".formatted(REFUSED, sale.serial(), sale.sequence(), crc.getValue()), content);
    }

    void damaged(String segment, long offset, byte[] bytes) throws IOException {
        LOG.error(
                "{} bytes of the buffer at {} of {} are damaged and set aside; what follows goes on",
                bytes.length,
                offset,
                segment);
        put(DAMAGED + segment + "-" + offset, bytes);
    }

    void torn(String segment, long offset, byte[] bytes) throws IOException {
        LOG.warn("the last record of {} was not written to its end and is cut: {} bytes", segment, bytes.length);
        put(TORN + segment + "-" + offset, bytes);
    }

    Count count() {
        return count;
    }

    /** The names of the first refused sales, for a person. */
    List<String> refusedNames(int most) throws IOException {
        if (most == 0) {
            return List.of();
        }
        return files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(REFUSED))
                .sorted()
                .limit(most)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        boolean added = !Files.exists(file);
        Disk.replace(file, content);
        count = added ? count.with(name, content.length) : count;
    }
}
