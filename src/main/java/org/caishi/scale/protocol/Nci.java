/** Weigh-Tronix and NCI scales, SCP-01 and its kin: see firmware-protocols/nci/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.ETX;
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

/** A message is LF … ETX, with a status that is never a weight although it is often written with digits. */
public final class Nci extends FrameScan {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "nci",
            "NCI, Weigh-Tronix (SCP-01)",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS, Setting.POLL_MILLIS),
            Nci::new);

    private static final int LONGEST = 40;

    /** The bits that are set in every status byte, and the one that says that another byte follows. */
    private static final int ALWAYS = 0x30;

    private static final int FOLLOWS = 0x40;

    private static final int MOTION = 0x01;
    private static final int MEMORY_FAULTS = 0x0C;
    private static final int UNDER = 0x01;
    private static final int OVER = 0x02;
    private static final int NET = 0x04;
    private static final int ZERO_FAULT = 0x08;

    private static final int NONE = -1;

    private final TextWeight text;
    private final Optional<Poll> poll;

    Nci(ProtocolSettings settings) {
        super(LONGEST, settings.mask());
        text = new TextWeight(new ShownNumber(settings));
        poll = poll(settings, (byte) 'W', (byte) CR);
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
        int most = Math.min(to, from + LONGEST);
        int end = from + toNext(ETX, bytes, from, most);
        if (end < most) {
            message(bytes, from, end, out);
            return end + 1 - from;
        }
        return most < from + LONGEST ? 0 : toNext(LF, bytes, from, most);
    }

    /** Reads the message that ends here: its last line, and with it the one before where that is a weight. */
    private void message(byte[] bytes, int from, int end, Consumer<? super ScaleSignal> out) {
        int start = Octets.last(LF, bytes, from, end);
        int statusEnd = isCr(bytes, end - 1) ? end - 1 : end;
        if (statusEnd - start == 2 && bytes[start + 1] == '?') {
            out.accept(new ScaleSignal.Rejected(Rejection.COMMAND, end + 1 - start));
            return;
        }
        int status = start + 1;
        int weight = NONE;
        int weightEnd = Octets.first(CR, bytes, status, statusEnd);
        if (weightEnd >= 0) {
            weight = status;
            status = weightEnd + 1;
        } else if (start > from && isCr(bytes, start - 1)) {
            int before = Octets.last(LF, bytes, from, start);
            if (isShown(bytes, before + 1, start - 1)) {
                start = before;
                weight = before + 1;
                weightEnd = status - 2;
            }
        }
        if (isShown(bytes, from + 1, start)) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, start - from));
        }
        ScaleSignal signal = isStatus(bytes, status, statusEnd)
                ? signal(bytes, weight, weightEnd, status, statusEnd, end + 1 - start)
                : new ScaleSignal.Rejected(Rejection.FRAME, end + 1 - start);
        if (signal != null) {
            out.accept(signal);
        }
    }

    /** Null for a status without anything the matter: it is never a weight. */
    private @Nullable ScaleSignal signal(
            byte[] bytes, int weight, int weightEnd, int status, int statusEnd, int frame) {
        int first = first(bytes, status, statusEnd);
        int second = bytes[first + 1];
        int third = statusEnd - first > 2 ? bytes[first + 2] : NONE;
        boolean moves = (bytes[first] & MOTION) != 0;
        boolean broken = ((bytes[first] | second) & MEMORY_FAULTS) != 0 || third != NONE && (third & ZERO_FAULT) != 0;
        if (broken || weight != NONE && isFilledWith('-', bytes, weight, weightEnd)) {
            return new ScaleSignal.State(Condition.FAULT);
        }
        if ((second & OVER) != 0 || weight != NONE && isFilledWith('^', bytes, weight, weightEnd)) {
            return new ScaleSignal.State(Condition.OVERLOAD);
        }
        if ((second & UNDER) != 0 || weight != NONE && isFilledWith('_', bytes, weight, weightEnd)) {
            return new ScaleSignal.State(Condition.UNDERLOAD);
        }
        if (weight == NONE) {
            return moves ? new ScaleSignal.State(Condition.MOTION) : null;
        }
        Weight shown = text.read(bytes, weight, weightEnd);
        return shown == null
                ? new ScaleSignal.Rejected(text.fault(), frame)
                : new ScaleSignal.Reading(shown, !moves, third == NONE ? null : (third & NET) != 0);
    }

    /** Whether this is what a display can show for a weight: digits, or one of the signs for out of range. */
    private static boolean isShown(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Octets.isDigit(bytes[at]) || "^_-".indexOf(bytes[at]) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFilledWith(char sign, byte[] bytes, int from, int to) {
        boolean filled = false;
        for (int at = from; at < to; at++) {
            if (Octets.isDigit(bytes[at])) {
                return false;
            }
            filled |= bytes[at] == sign;
        }
        return filled;
    }

    /** SCP-02 puts an S before its status bytes. */
    private static int first(byte[] bytes, int from, int to) {
        return to - from > 2 && bytes[from] == 'S' ? from + 1 : from;
    }

    /** Two bytes at least; from the second on each says whether another follows. */
    private static boolean isStatus(byte[] bytes, int from, int to) {
        int first = first(bytes, from, to);
        if (to - first < 2) {
            return false;
        }
        for (int at = first; at < to; at++) {
            boolean follows = at > first && at < to - 1;
            int wanted = follows ? ALWAYS | FOLLOWS : ALWAYS;
            if ((unsigned(bytes[at]) & (0x80 | ALWAYS | FOLLOWS)) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCr(byte[] bytes, int at) {
        return unsigned(bytes[at]) == CR;
    }
}
