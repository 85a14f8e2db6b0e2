/** Yaohua XK3190-A12E lines with a checksum, "WG 12.500kg24": see firmware-protocols/yaohua-a12e/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;

import java.util.List;
import java.util.function.Consumer;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;

public final class YaohuaA12e implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "yaohua-a12e",
            "Yaohua XK3190-A12E text with checksum",
            List.of(Setting.UNIT, Setting.BITS, Setting.CHECKSUM, Setting.DIVISOR, Setting.DECIMALS),
            YaohuaA12e::new);

    private static final int LONGEST = 32;
    private static final int FRAME = 13;
    private static final int NUMBER = 2;
    private static final int UNIT = 9;
    private static final int CHECK = 11;

    private final TextLines lines;
    private final TextWeight text;
    private final boolean checked;

    YaohuaA12e(ProtocolSettings settings) {
        lines = new TextLines(LONGEST, settings.mask(), this::line, CR, LF);
        text = new TextWeight(new ShownNumber(settings));
        checked = settings.checksum();
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        int at = to - FRAME;
        if (at < from || !isLike(bytes, at)) {
            int cut = head(bytes, from, to);
            if (cut < to || (to - from >= 4 && isTail(bytes, to - 4))) {
                out.accept(new ScaleSignal.Rejected(Rejection.FRAME, to - (cut < to ? cut : from)));
            }
            return;
        }
        int cut = head(bytes, from, at);
        if (cut < at) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, at - cut));
        }
        if (checked && Octets.hexPair(bytes, at + CHECK) != Octets.xor(bytes, at, at + CHECK)) {
            out.accept(new ScaleSignal.Rejected(Rejection.CHECKSUM, FRAME));
        } else {
            out.accept(frame(bytes, at));
        }
    }

    private ScaleSignal frame(byte[] bytes, int at) {
        if (isBlank(bytes, at) && isOverWord(bytes, at + UNIT)) {
            return new ScaleSignal.State(
                    bytes[at + UNIT] == 'O' ? ScaleSignal.Condition.OVERLOAD : ScaleSignal.Condition.UNDERLOAD);
        }
        boolean net = bytes[at + 1] == 'N';
        Weight weight = text.read(bytes, at + NUMBER, at + CHECK);
        return bytes[at] != 'W' || (!net && bytes[at + 1] != 'G') || weight == null
                ? new ScaleSignal.Rejected(Rejection.FRAME, FRAME)
                : new ScaleSignal.Reading(weight, null, net);
    }

    /** The nine blanks before OL or LO. */
    private static boolean isBlank(byte[] bytes, int at) {
        for (int i = at; i < at + UNIT; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOverWord(byte[] bytes, int at) {
        return (bytes[at] == 'O' && bytes[at + 1] == 'L') || (bytes[at] == 'L' && bytes[at + 1] == 'O');
    }

    /** Whether enough of a frame is here that a wrong byte in it is to be told. */
    private static boolean isLike(byte[] bytes, int at) {
        return isHead(bytes, at) || isTail(bytes, at + UNIT) || isBlank(bytes, at);
    }

    /** Where the first head stands; the end when there is none. */
    private static int head(byte[] bytes, int from, int to) {
        for (int at = from; at + 1 < to; at++) {
            if (isHead(bytes, at)) {
                return at;
            }
        }
        return to;
    }

    private static boolean isHead(byte[] bytes, int at) {
        return bytes[at] == 'W' && (bytes[at + 1] == 'G' || bytes[at + 1] == 'N');
    }

    private static boolean isTail(byte[] bytes, int at) {
        return isOverWord(bytes, at) || WeightUnit.named(bytes, at, at + 2) != null;
    }
}
