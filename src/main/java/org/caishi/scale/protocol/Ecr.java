/** Counter scales that a till asks with ENQ, then DC1 or DC2 ("ECR"): see firmware-protocols/ecr/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.unsigned;
import static org.caishi.scale.protocol.Octets.xor;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** Finds its frames by their form alone: a checksum may be a letter, a control byte, or what starts a frame. */
public final class Ecr extends FrameScan {
    /** What the scale is asked for once it is ready: DC1 the weight, DC2 what it computes too. */
    private static final Setting ASK = new Setting.Choice("ask", "weight", List.of("weight", "price"));

    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "ecr",
            "ECR counter scales (ENQ, ACK, DC1, DC2)",
            List.of(
                    Setting.UNIT,
                    Setting.BITS,
                    Setting.CHECKSUM,
                    Setting.DIVISOR,
                    Setting.DECIMALS,
                    ASK,
                    Setting.POLL_MILLIS),
            Ecr::new);

    private static final int SOH = 0x01;
    private static final FrameShape WEIGHT = new FrameShape("\1\2tttttttttt*\3\4");
    private static final FrameShape PRICED = new FrameShape("\1\2tttttttt*\3\2tttttttttt*\3\2tttttttt*\3\4");

    /** Where the blocks of a frame begin, and how long they are without their checksum. */
    private static final int FIRST_BLOCK = 2;

    private static final int PRICED_WEIGHT = 13;
    private static final int UNIT_PRICE = 26;
    private static final int WEIGHT_BLOCK = 10;
    private static final int PRICE_BLOCK = 8;

    private final boolean checked;
    private final TextWeight text;
    private final Optional<Poll> poll;
    private final Optional<MessageBytes> question;
    private final TextNumber number = new TextNumber();
    private boolean isReady;

    Ecr(ProtocolSettings settings) {
        super(PRICED.length(), settings.mask());
        checked = settings.checksum();
        text = new TextWeight(new ShownNumber(settings));
        poll = poll(settings, EcrRequest.READY.bytes());
        EcrRequest wanted = settings.word(ASK).equals("price") ? EcrRequest.PRICED : EcrRequest.WEIGHT;
        question = Optional.of(MessageBytes.copyOf(wanted.bytes(), 0, 1));
    }

    @Override
    public Optional<Poll> poll() {
        return poll;
    }

    @Override
    public Optional<MessageBytes> reply() {
        boolean asks = isReady;
        isReady = false;
        return asks ? question : Optional.empty();
    }

    @Override
    int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        if (unsigned(bytes[from]) != SOH) {
            int between = toNext(SOH, bytes, from, to);
            listen(bytes, from, from + between);
            return between;
        }
        if (WEIGHT.isWhole(bytes, from, to)) {
            weightFrame(bytes, from, out);
            return toNext(SOH, bytes, from, from + WEIGHT.length());
        }
        if (PRICED.isWhole(bytes, from, to)) {
            pricedFrame(bytes, from, out);
            return toNext(SOH, bytes, from, from + PRICED.length());
        }
        if (WEIGHT.isBegun(bytes, from, to) || PRICED.isBegun(bytes, from, to)) {
            return 0;
        }
        int fits = Math.max(WEIGHT.fits(bytes, from, to), PRICED.fits(bytes, from, to));
        int used = toNext(SOH, bytes, from, from + fits);
        if (unsigned(bytes[from + 1]) == STX) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, used));
        }
        return used;
    }

    /** The last word between frames counts. */
    private void listen(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == EcrRequest.ACK || bytes[at] == EcrRequest.NAK) {
                isReady = bytes[at] == EcrRequest.ACK;
            }
        }
    }

    private void weightFrame(byte[] bytes, int from, Consumer<? super ScaleSignal> out) {
        int block = from + FIRST_BLOCK;
        out.accept(
                isRight(bytes, block, WEIGHT_BLOCK)
                        ? weight(bytes, block, WEIGHT.length())
                        : new ScaleSignal.Rejected(Rejection.CHECKSUM, WEIGHT.length()));
    }

    private void pricedFrame(byte[] bytes, int from, Consumer<? super ScaleSignal> out) {
        boolean right = isRight(bytes, from + FIRST_BLOCK, PRICE_BLOCK)
                && isRight(bytes, from + PRICED_WEIGHT, WEIGHT_BLOCK)
                && isRight(bytes, from + UNIT_PRICE, PRICE_BLOCK);
        if (!right) {
            out.accept(new ScaleSignal.Rejected(Rejection.CHECKSUM, PRICED.length()));
            return;
        }
        ScaleSignal weight = weight(bytes, from + PRICED_WEIGHT, PRICED.length());
        out.accept(weight);
        if (weight instanceof ScaleSignal.Reading reading && isAtRest(reading)) {
            Money total = yuan(bytes, from + FIRST_BLOCK);
            Money unitPrice = yuan(bytes, from + UNIT_PRICE);
            if (total == null || unitPrice == null) {
                out.accept(new ScaleSignal.Rejected(Rejection.FIELD, PRICED.length()));
            } else if (total.isPositive() && unitPrice.isPositive()) {
                out.accept(new ScaleSignal.Priced(reading.weight(), WrittenPrice.of(unitPrice, text.unit()), total));
            }
        }
    }

    private static boolean isAtRest(ScaleSignal.Reading reading) {
        return Boolean.TRUE.equals(reading.stable()) && reading.weight().isPositive();
    }

    /** A block of status, sign, six characters and the unit. */
    private ScaleSignal weight(byte[] bytes, int at, int frame) {
        int status = unsigned(bytes[at]);
        int sign = unsigned(bytes[at + 1]);
        if (status == 'F') {
            return new ScaleSignal.State(ScaleSignal.Condition.FAULT);
        }
        if (status != 'S' && status != 'U') {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        if (sign == 'F') {
            return new ScaleSignal.State(ScaleSignal.Condition.OVERLOAD);
        }
        if (sign != ' ' && sign != '-') {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        Weight weight = text.read(bytes, at + 1, at + WEIGHT_BLOCK);
        return weight == null
                ? new ScaleSignal.Rejected(text.fault(), frame)
                : new ScaleSignal.Reading(weight, status == 'S', null);
    }

    private @Nullable Money yuan(byte[] bytes, int at) {
        return number.read(bytes, at, at + PRICE_BLOCK) ? WrittenPrice.yuan(number) : null;
    }

    private boolean isRight(byte[] bytes, int block, int length) {
        return !checked || xor(bytes, block, block + length) == unsigned(bytes[block + length]);
    }
}
