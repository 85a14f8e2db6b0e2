/** As much of an HTTP answer as a measurement needs: whether it is whole, its status, whether the connection stays. */
package org.caishi.payment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

record HttpAnswer(int status, boolean keepsOpen) {
    /** Longer than any answer that is measured, in bytes. */
    static final int LONGEST = 16 * 1024;

    private static final String LENGTH = "\r\ncontent-length:";

    /** The answer, once all of it is between the buffer's beginning and its position; the buffer stays as it is. */
    static Optional<HttpAnswer> in(ByteBuffer received) {
        String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            return Optional.empty();
        }
        String head = text.substring(0, body).toLowerCase(Locale.ROOT);
        int length = head.indexOf(LENGTH);
        boolean whole = length < 0
                ? !head.contains("\r\ntransfer-encoding: chunked") || text.endsWith("\r\n0\r\n\r\n")
                : text.length() - body >= number(head, length + LENGTH.length());
        return whole
                ? Optional.of(new HttpAnswer(
                        Integer.parseInt(head.substring(9, 12)), !head.contains("\r\nconnection: close")))
                : Optional.empty();
    }

    private static int number(String head, int from) {
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
}
