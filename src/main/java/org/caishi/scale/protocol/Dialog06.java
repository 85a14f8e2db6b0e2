/** Price-computing scales at a till, "Dialog 06": see firmware-protocols/dialog06/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.ScaleSignal.Condition;
import org.caishi.scale.Setting;
import org.caishi.units.Money;
import org.caishi.units.UnitPrice;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

public final class Dialog06 extends FrameScan {
    /** In fen for a kilogram: such a scale weighs only what it was told a price for. With 0 the link asks for nothing. */
    private static final Setting PRICE = new Setting.Whole("priceFen", "0", 0, 999_999);

    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "dialog06",
            "Dialog 06 (price-computing, 9600 7O1)",
            List.of(Setting.BITS, PRICE, Setting.POLL_MILLIS),
            Dialog06::new);

    private static final FrameShape SALE = new FrameShape("\00202\033t\033ttttt\033tttttt\033tttttt\3");
    private static final FrameShape STATUS = new FrameShape("\00209\033tt\3");
    private static final FrameShape PROOF = new FrameShape("\00211\033t\3");
    /** A demand of proof carries a random number of four characters. */
    private static final FrameShape PROOF_DEMANDED = new FrameShape("\00211\033ttttt\3");

    private static final List<FrameShape> SHAPES = List.of(SALE, STATUS, PROOF, PROOF_DEMANDED);

    private static final int RECORD = 3;
    private static final int UNIT = 4;
    private static final int WEIGHT = 6;
    private static final int PRICE_AT = 12;
    private static final int TOTAL = 19;
    private static final int END = 25;

    /** Scales may round what is to pay to the 角 (jiao); more than that apart are no numbers of one weighing. */
    private static final long MOST_FEN_ROUNDED = 10;

    private static final int BAD = -1;
    private static final int NOTHING_MOVED = 21;
    private static final int ACK = 0x06;
    private static final int NAK = 0x15;

    private final Optional<Poll> poll;
    private Optional<MessageBytes> reply = Optional.empty();
    private boolean unchanged;

    Dialog06(ProtocolSettings settings) {
        super(SALE.length(), settings.mask());
        int price = settings.whole(PRICE);
        poll = price == 0 ? Optional.empty() : poll(settings, Dialog06Request.price(UnitPrice.ofFenPerKilogram(price)));
    }

    @Override
    public Optional<Poll> poll() {
        return poll;
    }

    @Override
    public Optional<MessageBytes> reply() {
        Optional<MessageBytes> due = reply;
        reply = Optional.empty();
        return due;
    }

    @Override
    public boolean saidUnchanged() {
        boolean said = unchanged;
        unchanged = false;
        return said;
    }

    @Override
    int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        if (unsigned(bytes[from]) != STX) {
            int between = toNext(STX, bytes, from, to);
            listen(bytes, from, from + between);
            return between;
        }
        int fits = 0;
        boolean begun = false;
        for (FrameShape shape : SHAPES) {
            if (shape.isWhole(bytes, from, to)) {
                record(bytes, from, shape, out);
                answer(Dialog06Request.taken());
                return shape.length();
            }
            fits = Math.max(fits, shape.fits(bytes, from, to));
            begun |= shape.isBegun(bytes, from, to);
        }
        if (begun) {
            return 0;
        }
        if (fits > RECORD) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, fits));
        }
        return fits;
    }

    /** A price that was taken may be weighed for; one that was refused has a reason, which is asked for. */
    private void listen(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == ACK) {
                answer(Dialog06Request.ask());
            } else if (bytes[at] == NAK) {
                answer(Dialog06Request.status());
            }
        }
    }

    /** Only a till that asks has anything to answer: one that listens in leaves that to the till. */
    private void answer(byte[] bytes) {
        if (poll.isPresent()) {
            reply = Optional.of(MessageBytes.copyOf(bytes, 0, bytes.length));
        }
    }

    private void record(byte[] bytes, int from, FrameShape shape, Consumer<? super ScaleSignal> out) {
        if (shape == SALE) {
            sale(bytes, from, out);
        } else if (shape == STATUS) {
            int code = number(bytes, from + UNIT, from + UNIT + 2);
            unchanged = code == NOTHING_MOVED;
            ScaleSignal signal = status(code);
            if (signal != null) {
                out.accept(signal);
            }
        } else if (bytes[from + UNIT] != '1') {
            // It weighs for nobody who cannot prove by the maker's secret that his software is the approved one.
            out.accept(new ScaleSignal.State(Condition.FAULT));
        }
    }

    /** A weighing is answered at rest only; one that is not is answered with a status. */
    private static void sale(byte[] bytes, int from, Consumer<? super ScaleSignal> out) {
        int grams = number(bytes, from + WEIGHT, from + PRICE_AT - 1);
        int price = number(bytes, from + PRICE_AT, from + TOTAL - 1);
        int total = number(bytes, from + TOTAL, from + END);
        if (bytes[from + UNIT] != '3') {
            out.accept(new ScaleSignal.Rejected(Rejection.UNIT, SALE.length()));
            return;
        }
        if (grams == BAD || price == BAD || total == BAD) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, SALE.length()));
            return;
        }
        Weight weight = Weight.ofGrams(grams);
        UnitPrice unitPrice = UnitPrice.ofFenPerKilogram(price);
        out.accept(new ScaleSignal.Reading(weight, true, null));
        if (grams > 0 && price > 0) {
            boolean consistent = Math.abs(unitPrice.times(weight).fen() - total) <= MOST_FEN_ROUNDED;
            out.accept(
                    consistent
                            ? new ScaleSignal.Priced(weight, unitPrice, Money.ofFen(total))
                            : new ScaleSignal.Rejected(Rejection.TOTAL, SALE.length()));
        }
    }

    /** Null for what says nothing about the weight: 00 no error, 21 nothing was moved since the last weighing. */
    private static @Nullable ScaleSignal status(int code) {
        return switch (code) {
            case 0, NOTHING_MOVED -> null;
            case 20, 22 -> new ScaleSignal.State(Condition.MOTION);
            case 30, 31 -> new ScaleSignal.State(Condition.UNDERLOAD);
            case 32 -> new ScaleSignal.State(Condition.OVERLOAD);
            case 1 -> new ScaleSignal.State(Condition.FAULT);
            // 02 the till's frame was garbled; 10 to 13 a record, price, tare or text that the scale does not take.
            case 2, 10, 11, 12, 13 -> new ScaleSignal.Rejected(Rejection.COMMAND, STATUS.length());
            default -> new ScaleSignal.Rejected(Rejection.FRAME, STATUS.length());
        };
    }

    private static int number(byte[] bytes, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
