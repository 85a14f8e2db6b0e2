/** The way back to a scale that has said it keeps goods. */
package org.caishi.scale;

import java.io.IOException;

/** Two ways are equal when what is said on them comes to the same place. */
public interface GoodsWay {
    /**
     * Says one message.
     *
     * @param message without a line end
     * @throws IOException when the way has ended
     */
    void say(byte[] message) throws IOException;
}
