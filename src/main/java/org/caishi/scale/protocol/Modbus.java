/** Indicators with Modbus registers, RTU or TCP: see firmware-protocols/modbus/protocol.md. */
package org.caishi.scale.protocol;

import static org.caishi.scale.protocol.Octets.unsigned;

import com.digitalpetri.modbus.Crc16;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.caishi.scale.Poll;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;

/**
 * Finds answers in a stream. RTU parts its frames by silence, which no stream carries, so what begins like an answer may
 * be noise: a whole one with a right checksum further on outweighs it.
 */
public final class Modbus extends FrameScan {
    public static final ScaleProtocol PROTOCOL =
            new ScaleProtocol("modbus", "Modbus RTU or TCP with a register map", ModbusMap.SETTINGS, Modbus::new);

    private static final int MBAP = 6;
    private static final int HEAD = 3;
    private static final int CRC = 2;
    private static final int REFUSED = 0x80;
    private static final int MOST_REFUSAL = 11;
    private static final int LONGEST = MBAP + HEAD + 2 * ModbusMap.MOST_REGISTERS + CRC;

    private final ModbusMap map;
    private final ModbusWeight weight;
    private final boolean checked;
    private final Optional<Poll> poll;
    private final Crc16 crc = new Crc16();

    Modbus(ProtocolSettings settings) {
        super(LONGEST, 0xFF);
        map = ModbusMap.of(settings);
        weight = new ModbusWeight(map, new ShownNumber(settings));
        checked = settings.checksum();
        poll = poll(settings, ModbusRequest.weight(map));
    }

    @Override
    public Optional<Poll> poll() {
        return poll;
    }

    @Override
    int judge(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        if (!begins(bytes, from, to)) {
            return 1;
        }
        if (isWhole(bytes, from, to)) {
            boolean right = isRight(bytes, from);
            int length = length(bytes, from);
            out.accept(right ? answer(bytes, from) : new ScaleSignal.Rejected(Rejection.CHECKSUM, length));
            return right ? length : 1;
        }
        for (int at = from + 1; at < to; at++) {
            if (isWhole(bytes, at, to) && isRight(bytes, at)) {
                out.accept(new ScaleSignal.Rejected(Rejection.FRAME, at - from));
                return at - from;
            }
        }
        return 0;
    }

    private ScaleSignal answer(byte[] bytes, int at) {
        int function = unsigned(bytes[at + start() + 1]);
        if ((function & REFUSED) != 0) {
            return new ScaleSignal.Rejected(Rejection.COMMAND, length(bytes, at));
        }
        int pdu = at + start() + 1;
        int size = 2 + unsigned(bytes[pdu + 1]);
        return weight.read(function, ByteBuffer.wrap(bytes, pdu, size).slice(), length(bytes, at));
    }

    /** Whether these bytes are an answer, or as many of them as there are so far can be the begin of one. */
    private boolean begins(byte[] bytes, int at, int to) {
        int head = at + start();
        if (map.tcp() && !isMbap(bytes, at, to)) {
            return false;
        }
        if (head >= to) {
            return true;
        }
        int station = unsigned(bytes[head]);
        boolean ours = map.station() == 0 ? station >= 1 && station <= 247 : station == map.station();
        if (!ours || head + 1 >= to) {
            return ours;
        }
        int function = unsigned(bytes[head + 1]);
        if ((function & ~REFUSED) != 3 && (function & ~REFUSED) != 4 || head + 2 >= to) {
            return (function & ~REFUSED) == 3 || (function & ~REFUSED) == 4;
        }
        int third = unsigned(bytes[head + 2]);
        boolean fits = (function & REFUSED) == 0 ? map.allows(third) : third >= 1 && third <= MOST_REFUSAL;
        return fits && (!map.tcp() || unsigned(bytes[at + MBAP - 1]) == length(bytes, at) - MBAP);
    }

    /** Any transaction, protocol 0, a length below 256. */
    private static boolean isMbap(byte[] bytes, int at, int to) {
        for (int i = at + 2; i < Math.min(at + MBAP - 1, to); i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(byte[] bytes, int at, int to) {
        return to - at >= start() + HEAD && begins(bytes, at, to) && to - at >= length(bytes, at);
    }

    private boolean isRight(byte[] bytes, int at) {
        if (map.tcp() || !checked) {
            return true;
        }
        int end = at + length(bytes, at) - CRC;
        crc.reset();
        crc.update(ByteBuffer.wrap(bytes, at, end - at).slice());
        return crc.getValue() == (unsigned(bytes[end]) | unsigned(bytes[end + 1]) << 8);
    }

    private int length(byte[] bytes, int at) {
        int head = at + start();
        boolean refused = (bytes[head + 1] & REFUSED) != 0;
        return start() + HEAD + (refused ? 0 : unsigned(bytes[head + 2])) + (map.tcp() ? 0 : CRC);
    }

    private int start() {
        return map.tcp() ? MBAP : 0;
    }
}
