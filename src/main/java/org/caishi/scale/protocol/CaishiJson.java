/** Smart scales that speak our own protocol over a line: one JSON message and LF; see firmware-protocols/caishi-device/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.LF;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;

/** Gathers lines; what a Wi-Fi bridge mixes in, before a message or on lines of its own, is skipped without a word. */
public final class CaishiJson implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "caishi-json", "Caishi smart scales: JSON, one message a line", List.of(), CaishiJson::new);

    private static final int USUAL_LINE = 512;

    private static final ScaleSignal.Reply OVERLONG =
            new ScaleSignal.Reply(null, "a message has at most " + CaishiMessage.MOST_BYTES + " bytes");

    private byte[] held = new byte[USUAL_LINE];
    private int count;
    /** The line is over its limit: everything up to the next LF is thrown away. */
    private boolean dropping;

    CaishiJson(ProtocolSettings settings) {}

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int stop = at;
            while (stop < end && unsigned(buffer[stop]) != LF) {
                stop++;
            }
            boolean lineEnds = stop < end;
            if (count + stop - at > CaishiMessage.MOST_BYTES && !dropping) {
                out.accept(new ScaleSignal.Rejected(Rejection.OVERLONG, CaishiMessage.MOST_BYTES, OVERLONG));
                dropping = true;
            }
            if (!dropping && lineEnds && count == 0) {
                line(buffer, at, stop, out);
            } else if (!dropping) {
                hold(buffer, at, stop);
                if (lineEnds) {
                    line(held, 0, count, out);
                }
            }
            if (lineEnds) {
                startLine();
            }
            at = stop + 1;
        }
    }

    /** How many bytes of memory the line in progress takes: bounded by the longest message. */
    int capacity() {
        return held.length;
    }

    private void hold(byte[] buffer, int from, int to) {
        int needed = count + to - from;
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.min(Math.max(needed, 2 * held.length), CaishiMessage.MOST_BYTES));
        }
        System.arraycopy(buffer, from, held, count, to - from);
        count = needed;
    }

    private void startLine() {
        count = 0;
        dropping = false;
        if (held.length > USUAL_LINE) {
            // A rare long line must not cost every link its memory for good.
            held = new byte[USUAL_LINE];
        }
    }

    private static void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        int end = to;
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        int start = start(bytes, from, end);
        if (start == end) {
            return;
        }
        switch (CaishiMessage.read(bytes, start, end)) {
            case CaishiMessage.Told(ScaleSignal signal) -> out.accept(signal);
            case CaishiMessage.Heartbeat _ -> {}
            case CaishiMessage.Refused refused ->
                out.accept(new ScaleSignal.Rejected(refused.reason(), end - start, refused.reply()));
        }
    }

    /** Where the message begins: at the first brace that a name follows, else at a brace that leads the line, else nowhere. */
    private static int start(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '{') {
                int next = skipBlanks(bytes, i + 1, end);
                if (next < end && bytes[next] == '"') {
                    return i;
                }
                i = next - 1;
            }
        }
        int first = skipBlanks(bytes, from, end);
        return first < end && bytes[first] == '{' ? first : end;
    }

    private static int skipBlanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || value == '\r';
    }
}
