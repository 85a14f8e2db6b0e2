/** A disk of a few megabytes that a test can fill up to the last byte: a tmpfs, which answers ENOSPC like any disk. */
package org.caishi.testing;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

public final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTE = 1024 * 1024;
    private static final int A_BLOCK = 64 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts it.
     *
     * @throws AssertionError where mounting is not allowed: a test that cannot fill a disk has not passed
     */
    public static SmallDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
        String said = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "caishi-test", folder.toString());
        if (!said.isEmpty()) {
            throw new AssertionError("this test fills a disk of its own and may not mount one (" + said.strip()
                    + "): run the tests as root, or under `unshare --user --map-root-user --mount`");
        }
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** Somebody else's file takes all room but so much; again, it takes what has become free since. */
    public void fill(int leftMegabytes) throws IOException {
        byte[] block = new byte[A_BLOCK];
        try (OutputStream ballast = Files.newOutputStream(ballast(), CREATE, APPEND)) {
            while (leftMegabytes == 0 || free() > (long) leftMegabytes * MEGABYTE) {
                ballast.write(block);
            }
        } catch (IOException full) {
            if (leftMegabytes > 0) {
                throw full;
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    public long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "--lazy", folder.toString());
    }

    /** What it had to say; empty when it did its work. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "no answer";
        }
        return process.exitValue() == 0 ? "" : said.isEmpty() ? "exit code " + process.exitValue() : said;
    }
}
