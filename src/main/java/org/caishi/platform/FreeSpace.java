/** Watches the disk under the data folder: before it is full no new order is opened, so that paid money still finds room. */
package org.caishi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every two seconds; who asks reads a flag. Takes orders again when an eighth more than the least is free. */
@Component
public class FreeSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final long MEGABYTE = 1024 * 1024;

    private final Path data;
    private final long leastMegabytes;
    private volatile long freeMegabytes = Long.MAX_VALUE;
    private volatile boolean enough = true;

    FreeSpace(@Value("${caishi.data}") Path data, @Value("${caishi.least-free-mb:256}") long leastMegabytes) {
        this.data = data;
        this.leastMegabytes = leastMegabytes;
    }

    /**
     * Called before anything new is begun that needs room.
     *
     * @throws NoRoom when the disk is nearly full
     */
    public void demand() {
        if (!enough) {
            throw new NoRoom();
        }
    }

    boolean isEnough() {
        return enough;
    }

    long freeMegabytes() {
        return freeMegabytes;
    }

    @Scheduled(fixedDelay = 2_000)
    void look() {
        try {
            freeMegabytes = Files.getFileStore(data).getUsableSpace() / MEGABYTE;
        } catch (IOException unknown) {
            LOG.warn("cannot tell how much room the disk of {} has: {}", data, unknown.toString());
            return;
        }
        if (enough && freeMegabytes < leastMegabytes) {
            enough = false;
            LOG.error(
                    "{} MB free under {}, less than {}: no new orders until there is room; payments are still booked",
                    freeMegabytes,
                    data,
                    leastMegabytes);
        } else if (!enough && freeMegabytes >= leastMegabytes + leastMegabytes / 8) {
            enough = true;
            LOG.info("{} MB free under {}: orders are taken again", freeMegabytes, data);
        }
    }

    /** The disk is nearly full; nothing was begun. */
    public static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRoom() {
            super("the disk is nearly full", null, false, false);
        }
    }
}
