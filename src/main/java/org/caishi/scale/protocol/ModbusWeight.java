/** Reads a weight from the registers of one answer, by the map of its indicator. */
package org.caishi.scale.protocol;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultResponseSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import java.nio.ByteBuffer;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.ScaleSignal.Condition;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

final class ModbusWeight {
    /** 200 t, as in the limits of caishi-device. */
    private static final long MOST_GRAMS = 200_000_000;

    private static final long TOO_LARGE = 10_000_000_000L;
    private static final int MOST_DECIMALS = 5;

    /** Of a binary fraction four places are taken: a tenth of a gram where it counts kilograms. */
    private static final int FLOAT_DECIMALS = 4;

    private static final long FLOAT_SCALE = 10_000;

    private final ModbusMap map;
    private final ShownNumber shown;

    ModbusWeight(ModbusMap map, ShownNumber shown) {
        this.map = map;
        this.shown = shown;
    }

    /** @param pdu from the function code on */
    ScaleSignal read(int function, ByteBuffer pdu, int frame) {
        byte[] data;
        try {
            data = switch (DefaultResponseSerializer.INSTANCE.decode(function, pdu)) {
                case ReadHoldingRegistersResponse holding -> holding.registers();
                case ReadInputRegistersResponse input -> input.registers();
                default -> new byte[0];
            };
        } catch (ModbusException unreadable) {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        if (data.length < 2 * map.registers()) {
            return new ScaleSignal.Rejected(Rejection.FRAME, frame);
        }
        ByteBuffer registers = ByteBuffer.wrap(data);
        int status = map.statusAt() < 0 ? 0 : word(registers, map.statusAt());
        if (isSet(status, map.overBit())) {
            return new ScaleSignal.State(Condition.OVERLOAD);
        }
        if (isSet(status, map.underBit())) {
            return new ScaleSignal.State(Condition.UNDERLOAD);
        }
        return reading(registers, status, frame);
    }

    private ScaleSignal reading(ByteBuffer registers, int status, int frame) {
        int decimals = map.decimalsAt() < 0 ? 0 : word(registers, map.decimalsAt());
        if (decimals > MOST_DECIMALS && !shown.knowsDecimals()) {
            return new ScaleSignal.Rejected(Rejection.FIELD, frame);
        }
        int places = shown.knowsDecimals() ? 0 : decimals;
        int bits = bits(registers);
        boolean isFloat = map.type() == ModbusMap.Type.FLOAT;
        if (isFloat && isNoNumber(bits)) {
            return new ScaleSignal.State(Condition.FAULT);
        }
        boolean fraction = isFloat && !shown.knowsDecimals() && map.decimalsAt() < 0;
        long number = isFloat ? scaled(bits, fraction ? FLOAT_SCALE : 1) : whole(bits);
        if (Math.abs(number) >= TOO_LARGE) {
            return new ScaleSignal.Rejected(Rejection.BOUNDS, frame);
        }
        long grams = shown.grams(number < 0, Math.abs(number), fraction ? FLOAT_DECIMALS : places);
        return Math.abs(grams) > MOST_GRAMS
                ? new ScaleSignal.Rejected(Rejection.BOUNDS, frame)
                : new ScaleSignal.Reading(Weight.ofGrams(grams), stable(status), net(status));
    }

    private int bits(ByteBuffer registers) {
        int first = word(registers, map.at());
        if (map.type().registers == 1) {
            return first;
        }
        int second = word(registers, map.at() + 1);
        return map.highFirst() ? first << 16 | second : second << 16 | first;
    }

    private long whole(int bits) {
        return switch (map.type()) {
            case INT16 -> (short) bits;
            case UINT16, INT32, FLOAT -> bits;
            case UINT32 -> Integer.toUnsignedLong(bits);
        };
    }

    /**
     * What an IEEE 754 number of 32 bits comes to when it is multiplied, half up by its size; in integers throughout.
     *
     * @return no less than the bound of what a display shows when it is beyond that
     */
    private static long scaled(int bits, long times) {
        int exponent = bits >>> 23 & 0xFF;
        long fraction = bits & 0x7F_FFFF;
        long mantissa = (exponent == 0 ? fraction : fraction | 0x80_0000) * times;
        int shift = Math.max(exponent, 1) - 150;
        long size;
        if (mantissa == 0 || shift < -Long.SIZE + 2) {
            size = 0;
        } else if (shift < 0) {
            size = mantissa + (1L << (-shift - 1)) >> -shift;
        } else {
            size = shift > 20 ? TOO_LARGE : mantissa << shift;
        }
        return bits < 0 ? -size : size;
    }

    /** Infinity, or not a number: what indicators put in place of a weight that they do not have. */
    private static boolean isNoNumber(int bits) {
        return (bits >>> 23 & 0xFF) == 0xFF;
    }

    private @Nullable Boolean stable(int status) {
        if (isSet(status, map.motionBit())) {
            return false;
        }
        if (map.stableBit() >= 0 && map.statusAt() >= 0) {
            return isSet(status, map.stableBit());
        }
        return map.motionBit() >= 0 && map.statusAt() >= 0 ? true : null;
    }

    private @Nullable Boolean net(int status) {
        return map.netBit() >= 0 && map.statusAt() >= 0 ? isSet(status, map.netBit()) : null;
    }

    private static boolean isSet(int status, int bit) {
        return bit >= 0 && (status >>> bit & 1) == 1;
    }

    private static int word(ByteBuffer registers, int index) {
        return Short.toUnsignedInt(registers.getShort(2 * index));
    }
}
