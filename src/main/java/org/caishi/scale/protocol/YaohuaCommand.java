/** Yaohua XK3190 indicators that answer when asked: see firmware-protocols/yaohua-command/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.ETX;
import static org.caishi.scale.protocol.Octets.LF;
import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.caishi.units.Weight;

public final class YaohuaCommand implements ScaleDecoder {
    private static final String ANY = "any";
    private static final Setting ADDRESS = new Setting.Choice(
            "address",
            ANY,
            Stream.concat(Stream.of(ANY), IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString))
                    .toList());

    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "yaohua-command",
            "Yaohua XK3190 command mode",
            List.of(
                    Setting.UNIT,
                    Setting.BITS,
                    Setting.CHECKSUM,
                    Setting.DIVISOR,
                    Setting.DECIMALS,
                    ADDRESS,
                    Setting.POLL_MILLIS),
            YaohuaCommand::new);

    private static final int LONGEST = 32;
    /** The start, an address, a command and two checksum characters; the end is cut off. */
    private static final int SHORTEST = 5;

    private static final int DATA = 3;
    /** A sign, six digits and the number of decimals. */
    private static final int WEIGHT = 8;

    private final TextLines lines;
    private final ShownNumber shown;
    private final TextNumber number = new TextNumber();
    private final boolean checked;
    private final String address;
    private final int everyMillis;

    YaohuaCommand(ProtocolSettings settings) {
        // CR and LF occur in no frame, but end what a bridge says between two.
        lines = new TextLines(LONGEST, settings.mask(), this::line, ETX, CR, LF);
        shown = new ShownNumber(settings);
        checked = settings.checksum();
        address = settings.word(ADDRESS);
        everyMillis = settings.whole(Setting.POLL_MILLIS);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    /** Asks for the net weight, which is the gross weight while no tare is taken; address A where the registry names none. */
    @Override
    public Optional<Poll> poll() {
        byte[] request = new YaohuaRequests(address.equals(ANY) ? 'A' : address.charAt(0)).net();
        return Optional.of(new Poll(MessageBytes.copyOf(request, 0, request.length), Duration.ofMillis(everyMillis)));
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        int first = Octets.first(STX, bytes, from, to);
        int last = Octets.last(STX, bytes, from, to);
        if (first < last) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, last - first));
        }
        if (last >= 0) {
            reply(bytes, last, to, out);
        }
    }

    private void reply(byte[] bytes, int at, int to, Consumer<? super ScaleSignal> out) {
        int length = to + 1 - at;
        int check = to - 2;
        if (to - at < SHORTEST) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, length));
        } else if (checked && Octets.hexPair(bytes, check) != Octets.xor(bytes, at + 1, check)) {
            out.accept(new ScaleSignal.Rejected(Rejection.CHECKSUM, length));
        } else if (bytes[at + 1] < 'A' || bytes[at + 1] > 'Z') {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, length));
        } else if (address.equals(ANY) || address.charAt(0) == bytes[at + 1]) {
            answer(bytes, at, check, out);
        }
    }

    /** A handshake, a tare, a price and an amount are good answers, but no weight of what lies on the pan. */
    private void answer(byte[] bytes, int at, int check, Consumer<? super ScaleSignal> out) {
        switch (bytes[at + 2]) {
            case 'A', 'C', 'E', 'F' -> {}
            case 'B' -> out.accept(weight(bytes, at, check, false));
            case 'D' -> out.accept(weight(bytes, at, check, true));
            default -> out.accept(new ScaleSignal.Rejected(Rejection.FRAME, check + 3 - at));
        }
    }

    private ScaleSignal weight(byte[] bytes, int at, int check, boolean net) {
        int decimals = unsigned(bytes[check - 1]) - '0';
        boolean signed = bytes[at + DATA] == '+' || bytes[at + DATA] == '-';
        if (check - at != DATA + WEIGHT
                || !signed
                || decimals < 0
                || decimals > 4
                || !Octets.areDigits(bytes, at + DATA + 1, check - 1)
                || !number.read(bytes, at + DATA, check - 1)) {
            return new ScaleSignal.Rejected(Rejection.FRAME, check + 3 - at);
        }
        long grams = shown.grams(number.negative(), number.digits(), decimals);
        return new ScaleSignal.Reading(Weight.ofGrams(grams), null, net);
    }
}
