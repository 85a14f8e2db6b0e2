/** Scales that speak the Scale Manufacturers Association's SCP-0499: see firmware-protocols/sma/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.ScaleSignal.Condition;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public final class Sma extends FrameScan {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "sma",
            "SMA SCP-0499",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS, Setting.POLL_MILLIS),
            Sma::new);

    private static final int FRAME = 20;
    private static final int RANGE = 2;
    private static final int NET = 3;
    private static final int MOTION = 4;
    private static final int WEIGHT = 6;
    private static final int WEIGHT_END = 16;
    private static final int UNKNOWN_COMMAND = 3;

    private final TextWeight text;
    private final Optional<Poll> poll;

    Sma(ProtocolSettings settings) {
        super(FRAME, settings.mask());
        text = new TextWeight(new ShownNumber(settings));
        poll = poll(settings, (byte) LF, (byte) 'W', (byte) CR);
    }

    @Override
    public Optional<Poll> poll() {
        return poll;
    }

    @Override
    int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        if (unsigned(bytes[from]) != LF) {
            return toNext(LF, bytes, from, to);
        }
        int end = from + 1;
        int most = Math.min(to, from + FRAME);
        while (end < most && unsigned(bytes[end]) != CR && unsigned(bytes[end]) != LF) {
            end++;
        }
        if (end == most && most < from + FRAME) {
            return 0;
        }
        boolean ended = end < most && unsigned(bytes[end]) == CR;
        int used = end - from + (ended ? 1 : 0);
        ScaleSignal signal = message(bytes, from, used, ended);
        if (signal != null) {
            out.accept(signal);
        }
        return used;
    }

    private @Nullable ScaleSignal message(byte[] bytes, int from, int length, boolean ended) {
        if (ended && length == UNKNOWN_COMMAND && bytes[from + 1] == '?') {
            return new ScaleSignal.Rejected(Rejection.COMMAND, length);
        }
        if (!isAnswer(bytes, from, length)) {
            return null;
        }
        return ended && length == FRAME ? answer(bytes, from) : new ScaleSignal.Rejected(Rejection.FRAME, length);
    }

    /** What stands in the first places of every answer with a weight, and in no other message. */
    private static boolean isAnswer(byte[] bytes, int from, int length) {
        return length > NET
                && "ZOUETI ".indexOf(bytes[from + 1]) >= 0
                && bytes[from + RANGE] >= '1'
                && bytes[from + RANGE] <= '9'
                && "GTNgn".indexOf(bytes[from + NET]) >= 0;
    }

    /** Null for a tare, which is not what lies on the scale. */
    private @Nullable ScaleSignal answer(byte[] bytes, int from) {
        int motion = unsigned(bytes[from + MOTION]);
        if (motion != 'M' && motion != ' ') {
            return new ScaleSignal.Rejected(Rejection.FRAME, FRAME);
        }
        return switch (bytes[from + 1]) {
            case 'O' -> new ScaleSignal.State(Condition.OVERLOAD);
            case 'U' -> new ScaleSignal.State(Condition.UNDERLOAD);
            case 'E', 'T', 'I' -> new ScaleSignal.State(Condition.FAULT);
            default -> weight(bytes, from, motion == ' ');
        };
    }

    private @Nullable ScaleSignal weight(byte[] bytes, int from, boolean stable) {
        if (isDashes(bytes, from)) {
            // The scale was asked for a weight at rest and has waited in vain.
            return new ScaleSignal.State(Condition.MOTION);
        }
        int net = unsigned(bytes[from + NET]);
        if (net == 'T') {
            return null;
        }
        Weight weight = text.read(bytes, from + WEIGHT, from + FRAME - 1);
        return weight == null
                ? new ScaleSignal.Rejected(text.fault(), FRAME)
                : new ScaleSignal.Reading(weight, stable, net == 'N' || net == 'n');
    }

    private static boolean isDashes(byte[] bytes, int from) {
        for (int at = from + WEIGHT; at < from + WEIGHT_END; at++) {
            if (bytes[at] != '-') {
                return false;
            }
        }
        return true;
    }
}
