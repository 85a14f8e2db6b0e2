/** Toledo 8217 scales, which answer a letter with a weight or a status: see firmware-protocols/toledo-8217/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.STX;
import static org.caishi.scale.protocol.Octets.unsigned;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.MessageBytes;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.Setting;
import org.jspecify.annotations.Nullable;

public final class Toledo8217 implements ScaleDecoder {
    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "toledo-8217",
            "Toledo 8217 request and reply",
            List.of(Setting.UNIT, Setting.BITS, Setting.DIVISOR, Setting.DECIMALS, Setting.POLL_MILLIS),
            Toledo8217::new);

    private static final int LONGEST = 16;
    private static final byte[] WEIGH = {'W'};

    private static final int MOTION = 1;
    private static final int OVER_CAPACITY = 1 << 1;
    private static final int UNDER_ZERO = 1 << 2;
    private static final int OUTSIDE_ZERO_CAPTURE = 1 << 3;
    private static final int ALWAYS = 1 << 6;

    private final TextLines lines;
    private final ShownNumber shown;
    private final TextNumber number = new TextNumber();
    private final int everyMillis;
    private boolean unchanged;

    Toledo8217(ProtocolSettings settings) {
        lines = new TextLines(LONGEST, settings.mask(), this::line, CR);
        shown = new ShownNumber(settings);
        everyMillis = settings.whole(Setting.POLL_MILLIS);
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    @Override
    public Optional<Poll> poll() {
        return Optional.of(new Poll(MessageBytes.copyOf(WEIGH, 0, WEIGH.length), Duration.ofMillis(everyMillis)));
    }

    @Override
    public boolean saidUnchanged() {
        boolean said = unchanged;
        unchanged = false;
        return said;
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        int first = Octets.first(STX, bytes, from, to);
        int last = Octets.last(STX, bytes, from, to);
        if (first < last) {
            out.accept(new ScaleSignal.Rejected(Rejection.FRAME, last - first));
        }
        if (last >= 0) {
            ScaleSignal signal = reply(bytes, last + 1, to);
            if (signal != null) {
                out.accept(signal);
            }
        }
    }

    private @Nullable ScaleSignal reply(byte[] bytes, int from, int to) {
        boolean isStatus = to - from == 2 && bytes[from] == '?' && (bytes[from + 1] & ALWAYS) != 0;
        if (isStatus) {
            ScaleSignal state = state(unsigned(bytes[from + 1]));
            unchanged = state == null;
            return state;
        }
        boolean net = to > from && bytes[to - 1] == 'N';
        boolean isWeight = number.read(bytes, from, net ? to - 1 : to) && number.pointed() && !number.signed();
        return isWeight
                ? new ScaleSignal.Reading(shown.weight(number), null, net)
                : new ScaleSignal.Rejected(Rejection.FRAME, to + 2 - from);
    }

    /** Null for a scale that stands still and merely has nothing new to tell. */
    private static @Nullable ScaleSignal state(int status) {
        if ((status & OVER_CAPACITY) != 0) {
            return new ScaleSignal.State(ScaleSignal.Condition.OVERLOAD);
        }
        if ((status & UNDER_ZERO) != 0) {
            return new ScaleSignal.State(ScaleSignal.Condition.UNDERLOAD);
        }
        if ((status & MOTION) != 0) {
            return new ScaleSignal.State(ScaleSignal.Condition.MOTION);
        }
        // Switched on with a load: it will show no weight until it is emptied.
        return (status & OUTSIDE_ZERO_CAPTURE) != 0 ? new ScaleSignal.State(ScaleSignal.Condition.FAULT) : null;
    }
}
