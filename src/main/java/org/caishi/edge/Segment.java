/** One file of the buffer: records one behind the other, each with its length and a checksum, so that damage is found and stepped over. */
package org.caishi.edge;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A record is {@code "CSR1"}, the payload's length, the CRC32C of length and payload, then the payload; integers are
 * big-endian. Its mark is what a search for the next good record goes by when the one before it cannot be trusted, not
 * even its length.
 */
final class Segment implements AutoCloseable {
    private static final String SUFFIX = ".sales";
    private static final int MARK = 0x43535231;
    private static final int HEAD = 3 * Integer.BYTES;
    private static final int SHORTEST = 2 * Long.BYTES + 1;
    private static final int LOOK_AHEAD = 256 * 1024;

    private final Path path;
    private final long firstNumber;
    private final FileChannel channel;
    /** What is known to be on the disk; nothing behind it is read. */
    private volatile long size;

    private Segment(Path path, long firstNumber, FileChannel channel, long size) {
        this.path = path;
        this.firstNumber = firstNumber;
        this.channel = channel;
        this.size = size;
    }

    /** What stands at a place of the file. */
    sealed interface Found {
        record Sale(BufferedSale sale, long end) implements Found {}

        /** No record that can be trusted, up to the next one or the end. */
        record Damaged(long from, long end) implements Found {}

        record Nothing() implements Found {}
    }

    static Segment create(Path folder, long firstNumber) throws IOException {
        Path path = folder.resolve("%019d%s".formatted(firstNumber, SUFFIX));
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Disk.force(folder);
        } catch (IOException e) {
            channel.close();
            // Left there, it would be in the way of the next try.
            Files.deleteIfExists(path);
            throw e;
        }
        return new Segment(path, firstNumber, channel, 0);
    }

    static Segment open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String name = path.getFileName().toString();
        return new Segment(
                path, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), channel, channel.size());
    }

    static boolean isSegment(Path path) {
        return path.getFileName().toString().matches("\\d{19}\\" + SUFFIX);
    }

    static int bytes(BufferedSale sale) {
        return HEAD + sale.length();
    }

    long firstNumber() {
        return firstNumber;
    }

    long size() {
        return size;
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Adds records and returns when they are on the disk; where that fails, none of them is there. */
    void append(List<BufferedSale> sales) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(sales.stream().mapToInt(Segment::bytes).sum());
        sales.forEach(sale -> put(buffer, sale));
        buffer.flip();
        long end = size;
        try {
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
            channel.force(false);
        } catch (IOException e) {
            channel.truncate(size);
            throw e;
        }
        size = end;
    }

    /** Looks at the record that begins here. */
    Found at(long offset) throws IOException {
        long end = size;
        if (offset >= end) {
            return new Found.Nothing();
        }
        BufferedSale sale = sale(offset, end);
        return sale == null
                ? new Found.Damaged(offset, nextGood(offset + 1, end))
                : new Found.Sale(sale, offset + bytes(sale));
    }

    /** Whether what stands from here to the end is a record that was not written to its end. */
    boolean isTorn(long offset) throws IOException {
        long left = size - offset;
        ByteBuffer head = read(offset, (int) Math.min(HEAD, left));
        if (left < HEAD) {
            return true;
        }
        int mark = head.getInt();
        int length = head.getInt();
        return mark == MARK && length >= SHORTEST && length <= BufferedSale.MOST_BYTES && left < HEAD + (long) length
                || isBlank(offset);
    }

    byte[] bytes(long from, long to) throws IOException {
        return read(from, Math.toIntExact(to - from)).array();
    }

    void cut(long offset) throws IOException {
        channel.truncate(offset);
        channel.force(true);
        size = offset;
    }

    void delete() throws IOException {
        channel.close();
        Files.delete(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void put(ByteBuffer buffer, BufferedSale sale) {
        int start = buffer.position();
        buffer.putInt(MARK).putInt(sale.length()).putInt(0);
        sale.write(buffer);
        buffer.putInt(start + 2 * Integer.BYTES, checksum(buffer, start));
    }

    private @org.jspecify.annotations.Nullable BufferedSale sale(long offset, long end) throws IOException {
        if (end - offset < HEAD + SHORTEST) {
            return null;
        }
        ByteBuffer head = read(offset, HEAD);
        int mark = head.getInt();
        int length = head.getInt();
        if (mark != MARK || length < SHORTEST || length > BufferedSale.MOST_BYTES || offset + HEAD + length > end) {
            return null;
        }
        ByteBuffer record = read(offset, HEAD + length);
        if (record.getInt(2 * Integer.BYTES) != checksum(record, 0)) {
            return null;
        }
        byte[] payload = new byte[length];
        record.position(HEAD).get(payload);
        return BufferedSale.read(payload);
    }

    /** Over the length and the payload; the buffer's limit ends the payload of the record at {@code start} when reading. */
    private static int checksum(ByteBuffer buffer, int start) {
        int length = buffer.getInt(start + Integer.BYTES);
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(start + Integer.BYTES, Integer.BYTES));
        crc.update(buffer.slice(start + HEAD, length));
        return (int) crc.getValue();
    }

    /** Where the next record begins that can be trusted; the end when there is none. */
    private long nextGood(long from, long end) throws IOException {
        for (long start = from; start < end; start += LOOK_AHEAD) {
            int count = (int) Math.min(LOOK_AHEAD + HEAD, end - start);
            ByteBuffer window = read(start, count);
            for (int i = 0; i < Math.min(LOOK_AHEAD, count - Integer.BYTES); i++) {
                if (window.getInt(i) == MARK && sale(start + i, end) != null) {
                    return start + i;
                }
            }
        }
        return end;
    }

    private boolean isBlank(long offset) throws IOException {
        for (long start = offset; start < size; start += LOOK_AHEAD) {
            for (byte value : bytes(start, Math.min(size, start + LOOK_AHEAD))) {
                if (value != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private ByteBuffer read(long offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException(path + " ends before " + (offset + count));
            }
        }
        return buffer.flip();
    }
}
