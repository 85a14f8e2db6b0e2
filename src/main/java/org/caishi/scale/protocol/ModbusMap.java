/** Where one model of indicator keeps its weight in Modbus registers, since no two agree; all of it is configuration. */
package org.caishi.scale.protocol;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Setting;

/**
 * A map.
 *
 * @param tcp whether messages come in Modbus TCP's framing
 * @param station the indicator's number on the line; 0 takes an answer of any, and asks number 1
 * @param function 3 for holding registers, 4 for input registers
 * @param address of the first register that is asked for, from 0
 * @param registers how many are asked for
 * @param exact whether an answer must hold just so many
 * @param at which register of the answer the weight begins in, from 0
 * @param decimalsAt which holds the number of decimals; -1 for none
 * @param statusAt which holds the status bits; -1 for none
 */
record ModbusMap(
        boolean tcp,
        int station,
        int function,
        int address,
        int registers,
        boolean exact,
        int at,
        Type type,
        boolean highFirst,
        int decimalsAt,
        int statusAt,
        int stableBit,
        int motionBit,
        int underBit,
        int overBit,
        int netBit) {
    /** More than this no map needs, and so little is soon read again after noise. */
    static final int MOST_REGISTERS = 64;

    private static final Setting FRAMING = new Setting.Choice("framing", "rtu", List.of("rtu", "tcp"));
    private static final Setting STATION = new Setting.Whole("station", "0", 0, 247);
    private static final Setting FUNCTION = new Setting.Choice("function", "3", List.of("3", "4"));
    private static final Setting ADDRESS = new Setting.Whole("address", "0", 0, 65_535);
    private static final Setting REGISTERS = new Setting.Whole("registers", "0", 0, MOST_REGISTERS);
    private static final Setting AT = new Setting.Whole("at", "1", 1, MOST_REGISTERS - 1);
    private static final Setting TYPE = new Setting.Choice("type", "int32", Type.words());
    private static final Setting WORDS = new Setting.Choice("words", "high-first", List.of("high-first", "low-first"));
    private static final Setting DECIMALS_AT = new Setting.Whole("decimalsAt", "0", 0, MOST_REGISTERS);
    private static final Setting STATUS_AT = new Setting.Whole("statusAt", "0", 0, MOST_REGISTERS);
    private static final Setting STABLE_BIT = bit("stableBit");
    private static final Setting MOTION_BIT = bit("motionBit");
    private static final Setting UNDER_BIT = bit("underBit");
    private static final Setting OVER_BIT = bit("overBit");
    private static final Setting NET_BIT = bit("netBit");

    static final List<Setting> SETTINGS = List.of(
            FRAMING,
            STATION,
            FUNCTION,
            ADDRESS,
            REGISTERS,
            AT,
            TYPE,
            WORDS,
            DECIMALS_AT,
            STATUS_AT,
            STABLE_BIT,
            MOTION_BIT,
            UNDER_BIT,
            OVER_BIT,
            NET_BIT,
            Setting.UNIT,
            Setting.CHECKSUM,
            Setting.DIVISOR,
            Setting.DECIMALS,
            Setting.POLL_MILLIS);

    /** How the number is written. */
    enum Type {
        INT16("int16", 1),
        UINT16("uint16", 1),
        INT32("int32", 2),
        UINT32("uint32", 2),
        FLOAT("float", 2);

        private final String word;
        final int registers;

        Type(String word, int registers) {
            this.word = word;
            this.registers = registers;
        }

        private static List<String> words() {
            return Stream.of(values()).map(type -> type.word).toList();
        }

        private static Type of(String word) {
            return Stream.of(values())
                    .filter(type -> type.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static ModbusMap of(ProtocolSettings settings) {
        Type type = Type.of(settings.word(TYPE));
        int at = settings.whole(AT) - 1;
        int decimalsAt = settings.whole(DECIMALS_AT) - 1;
        int statusAt = settings.whole(STATUS_AT) - 1;
        int needed = Math.max(at + type.registers, Math.max(decimalsAt, statusAt) + 1);
        int asked = settings.whole(REGISTERS);
        return new ModbusMap(
                settings.word(FRAMING).equals("tcp"),
                settings.whole(STATION),
                settings.whole(FUNCTION),
                settings.whole(ADDRESS),
                Math.max(asked, needed),
                asked >= needed,
                at,
                type,
                settings.word(WORDS).equals("high-first"),
                decimalsAt,
                statusAt,
                bit(settings, STABLE_BIT),
                bit(settings, MOTION_BIT),
                bit(settings, UNDER_BIT),
                bit(settings, OVER_BIT),
                bit(settings, NET_BIT));
    }

    /** Whether an answer with so many data bytes can be one to what was asked. */
    boolean allows(int bytes) {
        return exact ? bytes == 2 * registers : bytes % 2 == 0 && bytes >= 2 * registers && bytes <= 2 * MOST_REGISTERS;
    }

    private static Setting bit(String name) {
        return new Setting.Choice(
                name,
                "none",
                Stream.concat(Stream.of("none"), IntStream.range(0, 16).mapToObj(Integer::toString))
                        .toList());
    }

    private static int bit(ProtocolSettings settings, Setting setting) {
        String word = settings.word(setting);
        return word.equals("none") ? -1 : Integer.parseInt(word);
    }
}
