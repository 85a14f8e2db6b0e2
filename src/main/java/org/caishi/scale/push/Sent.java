/** What is known of goods at once when they have been sent to a scale. */
package org.caishi.scale.push;

import java.io.IOException;

sealed interface Sent {
    /** They stand on the scale. */
    record Done() implements Sent {}

    /** The scale's answer will come by itself; without one they are sent again. */
    record Awaited() implements Sent {}

    record Failed(PushReason reason, String detail) implements Sent {}

    /** The way to the scale has come to its end. */
    record Broken(PushReason reason, IOException why) implements Sent {}
}
