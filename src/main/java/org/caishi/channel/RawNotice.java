/** A notice exactly as it came in: signatures are over these bytes. */
package org.caishi.channel;

import java.time.Instant;
import java.util.Map;

/**
 * @param body the raw bytes, not decoded
 * @param headers by lower-case name
 * @param receivedAt when the last byte was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawNotice(byte[] body, Map<String, String> headers, Instant receivedAt) {
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
