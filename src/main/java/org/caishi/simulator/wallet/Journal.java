/** Remembers the latest orders across a restart: one JSON line for each state of an order, appended; the last one counts. */
package org.caishi.simulator.wallet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.caishi.platform.StartRefused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Two files of at most {@link #FULL} bytes, so a start reads no more than twice that: some seconds at the worst.
 *
 * @param <T> an order with all that happened to it
 */
public final class Journal<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final long FULL = 32L * 1024 * 1024;

    private final Path current;
    private final Path older;
    private final Text<T> text;
    /** Held for one small write into the page cache, about five microseconds. */
    private final ReentrantLock turn = new ReentrantLock();

    private FileChannel channel;
    private long size;

    /** How an order is written as one line and read back. */
    public interface Text<T> {
        byte[] write(T order);

        @Nullable T read(byte[] line);
    }

    /** The journal {@code <name>-journal.jsonl} in a folder. */
    public Journal(Path folder, String name, Text<T> text) {
        this.current = folder.resolve(name + "-journal.jsonl");
        this.older = folder.resolve(name + "-journal.old.jsonl");
        this.text = text;
        try {
            Files.createDirectories(folder);
            this.channel = append(current);
            this.size = channel.size();
        } catch (IOException readOnly) {
            throw new StartRefused("the simulator cannot write its journal " + current.toAbsolutePath(), readOnly);
        }
    }

    void append(T order) {
        byte[] json = text.write(order);
        ByteBuffer line =
                ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
        turn.lock();
        try {
            if (size > FULL) {
                turnOver();
            }
            size += line.remaining();
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException full) {
            throw new UncheckedIOException("the simulator's journal cannot be written", full);
        } finally {
            turn.unlock();
        }
    }

    /** Every state in the order in which it was written; a line that a crash cut off is passed over. */
    void read(Consumer<T> reader) {
        read(older, reader);
        read(current, reader);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void turnOver() throws IOException {
        channel.close();
        Files.move(current, older, StandardCopyOption.REPLACE_EXISTING);
        channel = append(current);
        size = 0;
    }

    private void read(Path file, Consumer<T> reader) {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                readLine(line, reader);
            }
        } catch (IOException broken) {
            log.warn("the simulator's journal {} cannot be read further; what stood behind is forgotten", file, broken);
        }
    }

    private void readLine(String line, Consumer<T> reader) {
        try {
            T order = text.read(line.getBytes(StandardCharsets.UTF_8));
            if (order != null) {
                reader.accept(order);
            }
        } catch (JacksonException cutOff) {
            log.debug("a line of the simulator's journal is not whole: {}", cutOff.getOriginalMessage());
        }
    }

    private static FileChannel append(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
}
