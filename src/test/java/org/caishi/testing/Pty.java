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

/** Through java.lang.foreign and the C library of Linux. Baud and parity have no effect on it. */
public final class Pty implements AutoCloseable {
    private static final int READ_AND_WRITE = 2;
    private static final int NOT_MY_TERMINAL = 0x100;
    private static final int PATH_BYTES = 128;

    private static final MethodHandle OPEN = find("posix_openpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle GRANT = find("grantpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle UNLOCK = find("unlockpt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle NAME =
            find("ptsname_r", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle WRITE =
            find("write", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle READ =
            find("read", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);
    private static final MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

    private final int descriptor;
    private final Path path;
    private boolean open = true;

    private Pty(int descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /** A new pair. */
    public static Pty open() {
        int descriptor = (int) call(OPEN, READ_AND_WRITE | NOT_MY_TERMINAL);
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
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            for (long done = 0; done < bytes.length; ) {
                long count = (long) call(WRITE, descriptor, segment.asSlice(done), bytes.length - done);
                if (count <= 0) {
                    throw new IllegalStateException("nobody takes what the device says");
                }
                done += count;
            }
        }
    }

    public void write(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits for at least one byte that the product sends; empty at the end. */
    public byte[] read(int most) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(most);
            long count = (long) call(READ, descriptor, segment, (long) most);
            return count <= 0 ? new byte[0] : segment.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Pulls the cable. */
    @Override
    public void close() {
        if (open) {
            open = false;
            call(CLOSE, descriptor);
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
