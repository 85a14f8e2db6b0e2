/** A pseudo-terminal pair that stands in for a serial cable: the product opens the path, the test holds the other end. */
package org.caishi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;

/**
 * Through java.lang.foreign and the C library of Linux. Baud and parity have no effect on it. Whoever reads while another
 * closes must not touch the descriptor any more: its number belongs to the next file that anybody opens.
 */
public final class Pty implements AutoCloseable {
    private static final int READ_AND_WRITE = 2;
    private static final int NOT_MY_TERMINAL = 0x100;
    private static final int NEVER_WAIT = 0x800;
    private static final int PATH_BYTES = 128;
    private static final short BYTES_TO_READ = 1;
    private static final short ROOM_TO_WRITE = 4;
    private static final int LOOK_AGAIN_MILLIS = 50;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(30);

    private static final MethodHandle OPEN = find("posix_openpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle GRANT = find("grantpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle UNLOCK = find("unlockpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle NAME =
            find("ptsname_r", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle WRITE =
            find("write", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle READ =
            find("read", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle POLL =
            find("poll", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private final int descriptor;
    private final Path path;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean open = true;

    private Pty(int descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /** A new pair. */
    public static Pty open() {
        int descriptor = (int) call(OPEN, READ_AND_WRITE | NOT_MY_TERMINAL | NEVER_WAIT);
        if (descriptor < 0 || (int) call(GRANT, descriptor) != 0 || (int) call(UNLOCK, descriptor) != 0) {
            throw new IllegalStateException("no pseudo-terminal to be had");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(PATH_BYTES);
            if ((int) call(NAME, descriptor, name, (long) PATH_BYTES) != 0) {
                throw new IllegalStateException("the pseudo-terminal has no name");
            }
            return new Pty(descriptor, Path.of(name.getString(0)));
        }
    }

    /** A new pair whose path for the product is a link: pulled out and plugged in again, it keeps its name. */
    public static Pty openAt(Path link) {
        Pty pty = open();
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, pty.path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pty;
    }

    public Path path() {
        return path;
    }

    /** Sends bytes as the device would. */
    public void write(byte[] bytes) {
        long until = System.nanoTime() + LONGEST_WRITE.toNanos();
        int done = 0;
        while (done < bytes.length) {
            int from = done;
            long count = whenReady(ROOM_TO_WRITE, arena -> (long) call(
                    WRITE,
                    descriptor,
                    arena.allocateFrom(ValueLayout.JAVA_BYTE, Arrays.copyOfRange(bytes, from, bytes.length)),
                    (long) bytes.length - from));
            if (count < 0 || System.nanoTime() > until) {
                throw new IllegalStateException("nobody takes what the device says");
            }
            done += (int) count;
        }
    }

    public void write(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits for at least one byte that the product sends; empty at the end. */
    public byte[] read(int most) {
        byte[] bytes = new byte[most];
        long count = 0;
        while (count == 0) {
            count = whenReady(BYTES_TO_READ, arena -> {
                MemorySegment segment = arena.allocate(most);
                long read = (long) call(READ, descriptor, segment, (long) most);
                MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 0, bytes, 0, (int) Math.max(0, read));
                return read == 0 ? -1 : read;
            });
        }
        return count < 0 ? new byte[0] : Arrays.copyOf(bytes, (int) count);
    }

    /** Pulls the cable. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (open) {
                open = false;
                call(CLOSE, descriptor);
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /** How many bytes moved; 0: not ready yet; negative: closed, or nobody is at the other end any more. */
    private long whenReady(short wanted, ToLongFunction<Arena> move) {
        use.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            if (!open) {
                return -1;
            }
            MemorySegment asked = arena.allocate(8, 4);
            asked.set(ValueLayout.JAVA_INT, 0, descriptor);
            asked.set(ValueLayout.JAVA_SHORT, 4, wanted);
            if ((int) call(POLL, asked, 1L, LOOK_AGAIN_MILLIS) == 0) {
                return 0;
            }
            return (asked.get(ValueLayout.JAVA_SHORT, 6) & wanted) == 0 ? -1 : move.applyAsLong(arena);
        } finally {
            use.readLock().unlock();
        }
    }

    @SuppressWarnings("restricted") // a test runs with native access
    private static MethodHandle find(String name, ValueLayout answer, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(answer, arguments));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) { // what a method handle declares
            throw new IllegalStateException(e);
        }
    }
}
