/** Indicators that send lines of text, "ST,GS,+  0.500kg": see firmware-protocols/st-gs/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.List;
import java.util.function.Consumer;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.ScaleSignal.Condition;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** A line begins at its status word, wherever on the wire that stands, and ends with CR or LF. */
public final class StGs extends FrameScan {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "st-gs",
            "Text lines ST,GS,+0.500kg (CAS, A&D, Rinstrum, Keli)",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS),
            StGs::new);

    /** Twice the longest that is known, the 22 bytes of CAS. */
    private static final int LONGEST = 44;

    private static final int HEAD = 3;

    /** What the first word of a line says. */
    private enum Status {
        STABLE("ST"),
        MOVING("US"),
        /** The zero lamp is lit; of rest it says nothing. */
        ZERO("ZR"),
        OVER("OL"),
        UNDER("UL"),
        /** Pieces at rest: a count is no weight. */
        COUNT("QT");

        private static final Status[] ALL = values();
        private final String word;

        Status(String word) {
            this.word = word;
        }
    }

    private final TextWeight text;

    StGs(ProtocolSettings settings) {
        super(LONGEST, settings.mask());
        text = new TextWeight(new ShownNumber(settings));
    }

    @Override
    int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        Status status = head(bytes, from, to);
        if (status == null) {
            return to - from < HEAD && mayBeHead(bytes, from, to) ? 0 : 1;
        }
        for (int at = from + HEAD; at < Math.min(to, from + LONGEST); at++) {
            int octet = unsigned(bytes[at]);
            if (octet == CR || octet == LF) {
                ScaleSignal signal = line(status, bytes, from, at);
                if (signal != null) {
                    out.accept(signal);
                }
                return at - from;
            }
            if (head(bytes, at, to) != null) {
                out.accept(new ScaleSignal.Rejected(Rejection.FRAME, at - from));
                return at - from;
            }
        }
        if (to - from < LONGEST) {
            return 0;
        }
        out.accept(new ScaleSignal.Rejected(Rejection.FRAME, HEAD));
        return HEAD;
    }

    /** What the line says, null when it tells of something else than the weight on the scale. */
    private @Nullable ScaleSignal line(Status status, byte[] bytes, int from, int to) {
        int last = fieldBefore(bytes, from, to);
        if (WeightUnit.named(bytes, last, to) != null && last > from + HEAD) {
            // "1.500,kg": one more comma than others write.
            bytes[last - 1] = ' ';
            last = fieldBefore(bytes, from, to);
        }
        int second = from + HEAD;
        int secondEnd = Octets.first(',', bytes, second, last);
        Boolean net = null;
        if (secondEnd >= 0) {
            if (isWord(bytes, second, secondEnd, "TR", "T")) {
                return null;
            }
            if (isWord(bytes, second, secondEnd, "GS", "G")) {
                net = false;
            } else if (isWord(bytes, second, secondEnd, "NT", "N")) {
                net = true;
            }
        }
        return switch (status) {
            case STABLE -> weight(bytes, from, last, to, true, net);
            case MOVING -> weight(bytes, from, last, to, false, net);
            case ZERO -> weight(bytes, from, last, to, null, net);
            case OVER ->
                new ScaleSignal.State(
                        Octets.first('-', bytes, last, to) < 0 ? Condition.OVERLOAD : Condition.UNDERLOAD);
            case UNDER -> new ScaleSignal.State(Condition.UNDERLOAD);
            case COUNT -> new ScaleSignal.Rejected(Rejection.UNIT, to - from);
        };
    }

    private ScaleSignal weight(
            byte[] bytes, int from, int last, int to, @Nullable Boolean stable, @Nullable Boolean net) {
        Weight weight = text.read(bytes, last, to);
        return weight == null
                ? new ScaleSignal.Rejected(text.fault(), to - from)
                : new ScaleSignal.Reading(weight, stable, net);
    }

    private static boolean isWord(byte[] bytes, int from, int to, String word, String letter) {
        return isWord(bytes, from, to, word) || isWord(bytes, from, to, letter);
    }

    private static boolean isWord(byte[] bytes, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int fieldBefore(byte[] bytes, int from, int to) {
        return Octets.last(',', bytes, from, to) + 1;
    }

    private static @Nullable Status head(byte[] bytes, int at, int to) {
        if (to - at < HEAD || bytes[at + 2] != ',') {
            return null;
        }
        for (Status status : Status.ALL) {
            if (bytes[at] == status.word.charAt(0) && bytes[at + 1] == status.word.charAt(1)) {
                return status;
            }
        }
        return null;
    }

    private static boolean mayBeHead(byte[] bytes, int at, int to) {
        for (Status status : Status.ALL) {
            if (bytes[at] == status.word.charAt(0) && (to - at < 2 || bytes[at + 1] == status.word.charAt(1))) {
                return true;
            }
        }
        return false;
    }
}
