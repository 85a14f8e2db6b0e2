/** Yaohua XK3190 indicators sending all the time, "tF=0": see firmware-protocols/yaohua-tf0/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.ETX;
import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.hexDigit;

import java.util.List;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public final class YaohuaTf0 extends FixedFrames {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "yaohua-tf0",
            "Yaohua XK3190 continuous (tF=0)",
            List.of(Setting.UNIT, Setting.BITS, Setting.CHECKSUM, Setting.DIVISOR, Setting.DECIMALS),
            YaohuaTf0::new);

    private static final int FRAME = 12;
    private static final int SIGN = 1;
    private static final int DIGITS = 2;
    private static final int DECIMALS = 8;
    private static final int CHECK = 9;
    private static final int END = 11;
    private static final int BAD = -1;

    private final ShownNumber shown;
    private final boolean checked;

    YaohuaTf0(ProtocolSettings settings) {
        super(STX, FRAME, settings.mask());
        shown = new ShownNumber(settings);
        checked = settings.checksum();
    }

    @Override
    @Nullable ScaleSignal judge(byte[] bytes, int at, int toNextStart) {
        if (octet(bytes, at + END) == ETX) {
            return frame(bytes, at);
        }
        return isSign(octet(bytes, at + SIGN)) ? new ScaleSignal.Rejected(Rejection.FRAME, toNextStart) : null;
    }

    private ScaleSignal frame(byte[] bytes, int at) {
        if (checked && stated(bytes, at) != xor(bytes, at)) {
            return new ScaleSignal.Rejected(Rejection.CHECKSUM, FRAME);
        }
        int sign = octet(bytes, at + SIGN);
        int decimals = octet(bytes, at + DECIMALS) - '0';
        int digits = digits(bytes, at + DIGITS);
        if (!isSign(sign) || digits == BAD || decimals < 0 || decimals > 4) {
            return new ScaleSignal.Rejected(Rejection.FRAME, FRAME);
        }
        return new ScaleSignal.Reading(Weight.ofGrams(shown.grams(sign == '-', digits, decimals)), null, null);
    }

    private int digits(byte[] bytes, int from) {
        int number = 0;
        for (int i = from; i < from + DECIMALS - DIGITS; i++) {
            int digit = octet(bytes, i) - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private int xor(byte[] bytes, int at) {
        int sum = 0;
        for (int i = at + SIGN; i < at + CHECK; i++) {
            sum ^= octet(bytes, i);
        }
        return sum;
    }

    /** The checksum that the frame states, negative when it is no hex number. */
    private int stated(byte[] bytes, int at) {
        return hexDigit(octet(bytes, at + CHECK)) << 4 | hexDigit(octet(bytes, at + CHECK + 1));
    }

    private static boolean isSign(int octet) {
        return octet == '+' || octet == '-';
    }
}
