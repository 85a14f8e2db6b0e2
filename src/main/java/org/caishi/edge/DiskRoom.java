/** What is left on a disk for new sales, above what is kept free. */
package org.caishi.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** @param leastFree bytes that stay free: without room nothing could be set aside, and other programs fail first */
record DiskRoom(FileStore disk, long leastFree) {
    static DiskRoom of(Path folder, long leastFree) throws IOException {
        return new DiskRoom(Files.getFileStore(folder), leastFree);
    }

    /** Bytes; negative when there is less than is kept free. */
    long left() {
        try {
            return disk.getUsableSpace() - leastFree;
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer's disk does not tell its room", e);
        }
    }
}
