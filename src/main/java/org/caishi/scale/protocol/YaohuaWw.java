/** Yaohua indicators sending lines of text, "ww000.000kg": see firmware-protocols/yaohua-ww/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.List;
import java.util.function.Consumer;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public final class YaohuaWw implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "yaohua-ww",
            "Yaohua text (ww000.000kg)",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS),
            YaohuaWw::new);

    private static final int LONGEST = 32;
    private static final int NONE = -1;

    private final TextLines lines;
    private final TextWeight text;
    private final OverText over = new OverText();

    YaohuaWw(ProtocolSettings settings) {
        lines = new TextLines(LONGEST, settings.mask(), this::line, CR, LF);
        text = new TextWeight(new ShownNumber(settings));
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        ScaleSignal.State state = over(bytes, from, to);
        int head = head(bytes, from, to);
        if (state != null) {
            out.accept(state);
        } else if (head != NONE) {
            int earlier = head(bytes, from, head);
            if (earlier != NONE) {
                out.accept(new ScaleSignal.Rejected(Rejection.FRAME, head - earlier));
            }
            weight(bytes, head, to, out);
        } else if (endsLikeAWeight(bytes, from, to)) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, to - from));
        }
    }

    private void weight(byte[] bytes, int head, int to, Consumer<? super ScaleSignal> out) {
        Weight weight = text.read(bytes, head + 2, to);
        int kind = bytes[head + 1];
        // These indicators show kg or lb: a single g is a kg that has lost a byte.
        if (weight == null || text.letters() == 1) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, to - head));
        } else if (kind != 't') {
            // The tare lies on no pan: it is read and not told.
            out.accept(new ScaleSignal.Reading(weight, null, kind == 'n'));
        }
    }

    private ScaleSignal.@Nullable State over(byte[] bytes, int from, int to) {
        ScaleSignal.State found = null;
        for (int at = from; at < to; at++) {
            ScaleSignal.State state = over.next(unsigned(bytes[at]));
            found = state == null ? found : state;
        }
        over.next(LF);
        return found;
    }

    /** Where the last ww, wn or wt begins that a number follows: a bridge says "www.example.com" too. */
    private static int head(byte[] bytes, int from, int to) {
        for (int at = to - 3; at >= from; at--) {
            int kind = bytes[at + 1];
            if (bytes[at] == 'w' && (kind == 'w' || kind == 'n' || kind == 't') && startsNumber(bytes[at + 2])) {
                return at;
            }
        }
        return NONE;
    }

    /** A frame that has lost its head. */
    private static boolean endsLikeAWeight(byte[] bytes, int from, int to) {
        return to - from > 3
                && WeightUnit.named(bytes, to - 2, to) != null
                && (startsNumber(bytes[to - 3]) || bytes[to - 3] == '.');
    }

    private static boolean startsNumber(byte octet) {
        return Octets.isDigit(octet) || octet == '-' || octet == '+' || octet == ' ';
    }
}
