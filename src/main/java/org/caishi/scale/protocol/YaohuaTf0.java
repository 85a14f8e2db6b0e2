/** Yaohua XK3190 indicators sending all the time, "tF=0": see firmware-protocols/yaohua-tf0/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.ETX;
import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.hexDigit;
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

/** Looks at windows of twelve bytes: in the caller's buffer where they are whole, in its own where a frame was cut. */
public final class YaohuaTf0 implements ScaleDecoder {
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
    private final int mask;
    private final boolean checked;
    private final byte[] held = new byte[FRAME];
    private int count;

    YaohuaTf0(ProtocolSettings settings) {
        shown = new ShownNumber(settings);
        mask = settings.word(Setting.BITS).equals("7") ? 0x7F : 0xFF;
        checked = settings.word(Setting.CHECKSUM).equals("on");
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (count == 0 && end - at >= FRAME) {
                at += window(buffer, at, out);
            } else {
                int taken = Math.min(FRAME - count, end - at);
                System.arraycopy(buffer, at, held, count, taken);
                at += taken;
                count += taken;
                if (count == FRAME) {
                    int used = window(held, 0, out);
                    count -= used;
                    System.arraycopy(held, used, held, 0, count);
                }
            }
        }
    }

    /** Judges the twelve bytes from here and answers how many of them are done with, at least one. */
    private int window(byte[] bytes, int at, Consumer<? super ScaleSignal> out) {
        int toNextStart = 1;
        while (toNextStart < FRAME && octet(bytes, at + toNextStart) != STX) {
            toNextStart++;
        }
        if (octet(bytes, at) != STX) {
            return toNextStart;
        }
        // Even with another 02 inside: one flipped bit makes it of a checksum's B, and the frame is still to be told as
        // bad.
        if (octet(bytes, at + END) == ETX) {
            out.accept(frame(bytes, at));
        } else if (isSign(octet(bytes, at + SIGN))) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, toNextStart));
        }
        return toNextStart;
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

    private int octet(byte[] bytes, int at) {
        return unsigned(bytes[at]) & mask;
    }

    private static boolean isSign(int octet) {
        return octet == '+' || octet == '-';
    }
}
