/** Mettler Toledo continuous output and its many clones: see firmware-protocols/toledo-continuous/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.STX;

import java.util.List;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public final class ToledoContinuous extends FixedFrames {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "toledo-continuous",
            "Mettler Toledo continuous (\"MT format\")",
            List.of(Setting.UNIT_OR_FRAME, Setting.BITS, Setting.CHECKSUM, Setting.DIVISOR, Setting.DECIMALS),
            ToledoContinuous::new);

    private static final int UNCHECKED = 17;
    private static final int CHECKED = 18;
    private static final int WEIGHT = 4;
    private static final int TARE = 10;
    private static final int END = 16;
    private static final int BAD = -1;

    /** Status word A: bits 2 to 0 are the place of the point, 2 for a whole number. */
    private static final int NO_DECIMALS = 2;

    private static final int MOST_DECIMALS = 5;

    /** Status word B. */
    private static final int NET = 1;

    private static final int NEGATIVE = 1 << 1;
    private static final int OUT_OF_RANGE = 1 << 2;
    private static final int MOTION = 1 << 3;
    private static final int KILOGRAMS = 1 << 4;

    /** Status word C. */
    private static final int EXPANDED = 1 << 4;

    private static final int ALWAYS = 1 << 5;
    private static final int HIGH = 1 << 7;

    private final boolean checked;
    private final int frame;
    private final ShownNumber shown;
    /** What the registry knows better than the frame. */
    private final @Nullable WeightUnit override;

    ToledoContinuous(ProtocolSettings settings) {
        super(STX, settings.checksum() ? CHECKED : UNCHECKED, settings.mask());
        checked = settings.checksum();
        frame = checked ? CHECKED : UNCHECKED;
        shown = new ShownNumber(settings, WeightUnit.KILOGRAM);
        String unit = settings.word(Setting.UNIT_OR_FRAME);
        override = unit.equals("frame") ? null : WeightUnit.of(unit);
    }

    @Override
    @Nullable ScaleSignal judge(byte[] bytes, int at, int toNextStart) {
        if (octet(bytes, at + END) == CR) {
            return checked && sum(bytes, at) != 0
                    ? new ScaleSignal.Rejected(Rejection.CHECKSUM, frame)
                    : frame(bytes, at);
        }
        boolean began = toNextStart > 3 && (octet(bytes, at + 2) & octet(bytes, at + 3) & ALWAYS) != 0;
        return began ? new ScaleSignal.Rejected(Rejection.FRAME, toNextStart) : null;
    }

    private ScaleSignal frame(byte[] bytes, int at) {
        int a = octet(bytes, at + 1);
        int b = octet(bytes, at + 2);
        int c = octet(bytes, at + 3);
        boolean negative = (b & NEGATIVE) != 0;
        if (((a | b | c) & HIGH) != 0) {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        if ((b & OUT_OF_RANGE) != 0) {
            return new ScaleSignal.State(negative ? ScaleSignal.Condition.UNDERLOAD : ScaleSignal.Condition.OVERLOAD);
        }
        long digits = digits(bytes, at + WEIGHT);
        WeightUnit unit = unit(b, c);
        int decimals = (a & 7) - NO_DECIMALS + ((c & EXPANDED) != 0 ? 1 : 0);
        if (digits == BAD || unit == null || decimals > MOST_DECIMALS || !isTare(bytes, at + TARE)) {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        if (decimals < 0 && !shown.knowsDecimals()) {
            digits *= decimals == -1 ? 10 : 100;
        }
        long grams = shown.grams(negative, digits, Math.max(decimals, 0), unit);
        return new ScaleSignal.Reading(Weight.ofGrams(grams), (b & MOTION) == 0, (b & NET) != 0);
    }

    private @Nullable WeightUnit unit(int b, int c) {
        if (override != null) {
            return override;
        }
        return switch (c & 7) {
            case 0 -> (b & KILOGRAMS) != 0 ? WeightUnit.KILOGRAM : WeightUnit.POUND;
            case 1 -> WeightUnit.GRAM;
            case 2 -> WeightUnit.TONNE;
            case 3 -> WeightUnit.OUNCE;
            default -> null;
        };
    }

    /** Six digits, of which the leading ones may be blank. */
    private long digits(byte[] bytes, int from) {
        int number = BAD;
        for (int i = from; i < from + TARE - WEIGHT; i++) {
            int octet = octet(bytes, i);
            if (octet >= '0' && octet <= '9') {
                number = Math.max(number, 0) * 10 + octet - '0';
            } else if (octet != ' ' || number != BAD) {
                return BAD;
            }
        }
        return number;
    }

    /** A tare may be blank altogether. */
    private boolean isTare(byte[] bytes, int from) {
        return octet(bytes, from + END - TARE - 1) == ' ' || digits(bytes, from) != BAD;
    }

    /** Of all eighteen bytes, in seven bits: 0 when the last one is right. */
    private int sum(byte[] bytes, int at) {
        int sum = 0;
        for (int i = at; i < at + CHECKED; i++) {
            sum += octet(bytes, i);
        }
        return sum & 0x7F;
    }
}
