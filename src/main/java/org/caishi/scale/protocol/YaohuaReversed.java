/** Yaohua indicators sending "=" and the number with its low digit first: see firmware-protocols/yaohua-reversed/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.List;
import java.util.function.Consumer;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;

public final class YaohuaReversed implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "yaohua-reversed",
            "Yaohua text, low digit first (=00.1000-)",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS),
            YaohuaReversed::new);

    private static final int START = '=';
    private static final int NUMBER = 8;
    private static final int OUTSIDE = -1;

    private final ShownNumber shown;
    private final TextNumber number = new TextNumber();
    private final OverText over = new OverText();
    private final int mask;
    /** The number as it is read, so filled from its end. */
    private final byte[] turned = new byte[NUMBER];

    /** How many characters of the number are here. */
    private int count = OUTSIDE;

    YaohuaReversed(ProtocolSettings settings) {
        shown = new ShownNumber(settings);
        mask = settings.mask();
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        for (int at = offset; at < offset + length; at++) {
            int octet = unsigned(buffer[at]) & mask;
            ScaleSignal.State state = over.next(octet);
            if (state != null) {
                out.accept(state);
                count = OUTSIDE;
            } else if (octet == START) {
                reject(out);
                count = 0;
            } else if (count != OUTSIDE) {
                take(octet, out);
            }
        }
    }

    private void take(int octet, Consumer<? super ScaleSignal> out) {
        if (!isPart(octet)) {
            reject(out);
            return;
        }
        count++;
        turned[NUMBER - count] = (byte) octet;
        if (count < NUMBER) {
            return;
        }
        // A number without a point counts only where the registry knows the decimals: a bridge says "IMEI=86123456"
        // too.
        if (number.read(turned, 0, NUMBER) && (number.pointed() || shown.knowsDecimals())) {
            out.accept(new ScaleSignal.Reading(shown.weight(number), null, null));
            count = OUTSIDE;
        } else {
            reject(out);
        }
    }

    private void reject(Consumer<? super ScaleSignal> out) {
        if (count > 0) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, 1 + count));
        }
        count = OUTSIDE;
    }

    private static boolean isPart(int octet) {
        return Octets.isDigit(octet) || octet == '.' || octet == '-' || octet == '+' || octet == ' ';
    }
}
