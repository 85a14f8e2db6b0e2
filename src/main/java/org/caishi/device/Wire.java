/** Bytes to and from one device, whatever carries them. */
package org.caishi.device;

import java.io.InputStream;
import java.io.OutputStream;

public interface Wire extends AutoCloseable {
    /** Blocks for the next bytes; ends with −1 or an exception when the device is gone or silent for too long. */
    InputStream in();

    OutputStream out();

    /** Where it goes, for logs and pages: a port's path, or an address. */
    String describe();

    @Override
    void close();
}
