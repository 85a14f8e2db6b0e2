/** Mettler Toledo MT-SICS replies to S, SI and SIR: see firmware-protocols/mt-sics/protocol.md. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;

public final class MtSics implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "mt-sics",
            "Mettler Toledo MT-SICS",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS, Setting.POLL_MILLIS),
            MtSics::new);

    private static final int LONGEST = 48;
    private static final int NONE = -1;
    private static final byte[] SEND_NOW = "SI\r\n".getBytes(US_ASCII);

    private final TextLines lines;
    private final TextWeight text;
    private final int everyMillis;

    MtSics(ProtocolSettings settings) {
        lines = new TextLines(LONGEST, settings.mask(), this::line, CR, LF);
        text = new TextWeight(new ShownNumber(settings));
        everyMillis = settings.whole(Setting.POLL_MILLIS);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    @Override
    public Optional<Poll> poll() {
        return Optional.of(new Poll(MessageBytes.copyOf(SEND_NOW, 0, SEND_NOW.length), Duration.ofMillis(everyMillis)));
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int at = reply(bytes, from, end);
        if (at != NONE) {
            int earlier = reply(bytes, from, at);
            if (earlier != NONE) {
                out.accept(new ScaleSignal.Rejected(Rejection.FRAME, at - earlier));
            }
            out.accept(reading(bytes, at, end));
        } else if (isError(bytes, from, end)) {
            out.accept(new ScaleSignal.State(ScaleSignal.Condition.FAULT));
        } else if (end - from > 1 && bytes[from] == 'S' && bytes[from + 1] == ' ') {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, to - from));
        }
    }

    private ScaleSignal reading(byte[] bytes, int at, int end) {
        return switch (bytes[at + 2]) {
            case '+' -> new ScaleSignal.State(ScaleSignal.Condition.OVERLOAD);
            case '-' -> new ScaleSignal.State(ScaleSignal.Condition.UNDERLOAD);
            // Busy, or no rest within the time: there is no weight yet.
            case 'I' -> new ScaleSignal.State(ScaleSignal.Condition.MOTION);
            default -> weight(bytes, at, end);
        };
    }

    private ScaleSignal weight(byte[] bytes, int at, int end) {
        Weight weight = text.read(bytes, at + 3, end);
        if (weight != null) {
            return new ScaleSignal.Reading(weight, bytes[at + 2] == 'S', null);
        }
        return says("Error", bytes, at + 4, end)
                ? new ScaleSignal.State(ScaleSignal.Condition.FAULT)
                : new ScaleSignal.Rejected(Rejection.FRAME, end - at);
    }

    /** Where the last reply about a weight begins: "S S" and "S D" with a blank after them; "S I", "S +" and "S -" alone. */
    private static int reply(byte[] bytes, int from, int end) {
        for (int at = end - 3; at >= from; at--) {
            if (bytes[at] == 'S' && bytes[at + 1] == ' ') {
                boolean alone = at + 3 == end;
                boolean found = switch (bytes[at + 2]) {
                    case 'S', 'D' -> !alone && bytes[at + 3] == ' ';
                    case 'I', '+', '-' -> alone;
                    default -> false;
                };
                if (found) {
                    return at;
                }
            }
        }
        return NONE;
    }

    /** ES, ET or EL: the scale did not understand what it was sent. A heartbeat of two letters may stand before it. */
    private static boolean isError(byte[] bytes, int from, int end) {
        return (end - from == 2 || end - from == 4)
                && bytes[end - 2] == 'E'
                && (bytes[end - 1] == 'S' || bytes[end - 1] == 'T' || bytes[end - 1] == 'L');
    }

    private static boolean says(String word, byte[] bytes, int from, int end) {
        if (end - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
