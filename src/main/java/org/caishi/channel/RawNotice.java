/** A notice exactly as it came in: signatures are over these bytes. */
package org.caishi.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * @param body the raw bytes, not decoded
 * @param headers those of {@link #HEADERS} that it has, by lower-case name
 * @param receivedAt when the last byte was read
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawNotice(byte[] body, Map<String, String> headers, Instant receivedAt) {
    /** What signatures and reading need of a request's head; nothing else of it is read, or kept as evidence. */
    public static final List<String> HEADERS = List.of(
            "content-type",
            "request-id",
            "user-agent",
            "wechatpay-nonce",
            "wechatpay-serial",
            "wechatpay-signature",
            "wechatpay-signature-type",
            "wechatpay-timestamp");

    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
