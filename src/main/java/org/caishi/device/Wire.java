/** Bytes to and from one device, whatever carries them. */
package org.caishi.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

public interface Wire extends AutoCloseable {
    /** Blocks for the next bytes; ends with −1 or an exception when the device is gone or silent for too long. */
    InputStream in();

    /**
     * Reads what has come, waiting for it no longer than this, so that one thread can both listen and ask in time. A wire
     * without a clock of its own waits until something comes.
     *
     * @return how many bytes; 0 when none came in this time, −1 at the end
     * @throws IOException also when the device was silent for longer than its settings allow
     */
    default int read(byte[] target, Duration atMost) throws IOException {
        return in().read(target);
    }

    OutputStream out();

    /** Where it goes, for logs and pages: a port's path, or an address. */
    String describe();

    @Override
    void close();
}
