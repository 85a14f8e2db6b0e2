/** The folder of what cannot be forwarded: sales that the centre refused for ever, and bytes that are no record any more. */
package org.caishi.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern REFUSED_NAME =
            Pattern.compile(REFUSED + "(?<serial>[A-Za-z0-9._-]{1,32})-(?<sequence>\\d{1,18})-[0-9a-f]{8}");
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
            if (Disk.isUnfinished(file)) {
                Files.delete(file);
                continue;
            }
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
            return changed(name, 1, Math.max(BLOCK, size));
        }

        Count without(String name, long size) {
            return changed(name, -1, -Math.max(BLOCK, size));
        }

        private Count changed(String name, int by, long size) {
            return new Count(
                    refused + (name.startsWith(REFUSED) ? by : 0),
                    damaged + (name.startsWith(DAMAGED) ? by : 0),
                    torn + (name.startsWith(TORN) ? by : 0),
                    bytes + size);
        }
    }

    void refused(BufferedSale sale, String reason, String words) throws IOException {
        LOG.warn(
                "sale {} of scale {} is refused by the centre and set aside: {} ({})",
                sale.sequence(),
                sale.serial(),
                reason,
                words);
        byte[] line = (reason + " " + words.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] content = new byte[line.length + sale.message().length];
        System.arraycopy(line, 0, content, 0, line.length);
        System.arraycopy(sale.message(), 0, content, line.length, sale.message().length);
        put(name(sale), content);
    }

    /** The checksum tells two sales with one number apart, and what a person has changed from what a scale has told. */
    private static String name(BufferedSale sale) {
        CRC32C crc = new CRC32C();
        crc.update(sale.message());
        return "%s%s-%d-%08x".formatted(REFUSED, sale.serial(), sale.sequence(), crc.getValue());
    }

    /** A refused sale as its scale told it; empty when it is not there any more, or is not what it was. */
    Optional<BufferedSale> read(String name) throws IOException {
        Matcher parts = REFUSED_NAME.matcher(name);
        Path file = folder.resolve(name);
        if (!parts.matches() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        int message = 0;
        while (message < content.length && content[message] != '\n') {
            message++;
        }
        BufferedSale sale = new BufferedSale(
                0,
                parts.group("serial"),
                Long.parseLong(parts.group("sequence")),
                Arrays.copyOfRange(content, Math.min(message + 1, content.length), content.length));
        return name(sale).equals(name) ? Optional.of(sale) : Optional.empty();
    }

    void taken(String name) throws IOException {
        Path file = folder.resolve(name);
        long size = Files.size(file);
        Files.delete(file);
        Disk.force(folder);
        count = count.without(name, size);
    }

    void damaged(String segment, long offset, byte[] bytes) throws IOException {
        LOG.error(
                "{} bytes of the buffer at {} of {} are damaged and set aside; what follows goes on",
                bytes.length,
                offset,
                segment);
        put(DAMAGED + segment + "-" + offset, bytes);
    }

    /** Where the disk takes nothing the rest is cut all the same: nobody was told that it is stored. */
    void torn(String segment, long offset, byte[] bytes) {
        LOG.warn("the last record of {} was not written to its end and is cut: {} bytes", segment, bytes.length);
        try {
            put(TORN + segment + "-" + offset, bytes);
        } catch (IOException e) {
            LOG.warn("what was cut from {} cannot be set aside: {}", segment, e.toString());
        }
    }

    Count count() {
        return count;
    }

    /** The names of the first refused sales, each scale's in their order. */
    List<String> refusedNames(int most) throws IOException {
        if (most == 0) {
            return List.of();
        }
        return files().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> REFUSED_NAME.matcher(name).matches())
                .sorted(Comparator.comparing(SetAside::serial).thenComparing(SetAside::sequence))
                .limit(most)
                .toList();
    }

    private static String serial(String name) {
        return name.substring(0, name.lastIndexOf('-', name.lastIndexOf('-') - 1));
    }

    private static long sequence(String name) {
        int end = name.lastIndexOf('-');
        return Long.parseLong(name.substring(name.lastIndexOf('-', end - 1) + 1, end));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Count before = Files.exists(file) ? count.without(name, Files.size(file)) : count;
        Disk.replace(file, content);
        count = before.with(name, content.length);
    }
}
