/** Codes for wallets from abroad: the specification's checksum, and every field as a wallet reads it. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;

class EmvCodeTest {
    /** EMVCo's own example, without its checksum; its tags stand in no order, which the specification allows. */
    private static final String EXAMPLE =
            "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678"
                    + "520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***"
                    + "0708A60086670902ME91320016A011223344998877070812345678";

    @Test
    void theChecksumIsThatOfTheSpecificationsExample() {
        assertThat(EmvCode.sealed(EXAMPLE)).isEqualTo(EXAMPLE + "6304A13A");
    }

    @Test
    void aWalletReadsTheOrderInTheCode() {
        String code = EmvCode.of(
                TestUnionpay.ABROAD, TestUnionpay.SUB_MERCHANT, "0HZX3Q1B2C3D40001", Money.ofFen(1250), "老城菜市 A12");

        Map<String, String> fields = fields(code);
        assertThat(fields)
                .containsEntry("00", "01")
                .containsEntry("01", "12")
                .containsEntry("15", "4892123448921234898330000000101")
                .containsEntry("52", "5499")
                .containsEntry("53", "156")
                .containsEntry("54", "12.50")
                .containsEntry("58", "CN")
                .containsEntry("59", "FOOD MARKET")
                .containsEntry("60", "OLD TOWN");
        assertThat(fields.keySet()).startsWith("00").endsWith("63");
        assertThat(fields(value(fields, "62"))).containsExactly(Map.entry("01", "0HZX3Q1B2C3D40001"));
        assertThat(fields(value(fields, "64"))).containsExactly(Map.entry("00", "zh"), Map.entry("01", "老城菜市 A12"));
        assertThat(fields.get("63")).isEqualTo(byDivision(code.substring(0, code.length() - 4)));
    }

    @Test
    void lengthsCountCharactersAndNotBytesOrHalves() {
        String code = EmvCode.of(
                TestUnionpay.ABROAD, TestUnionpay.SUB_MERCHANT, "T0000000001", Money.ofFen(1), "𠮷鱼" + "菜".repeat(40));
        String name = value(fields(value(fields(code), "64")), "01");
        assertThat(name.codePointCount(0, name.length())).isEqualTo(25);
        assertThat(name).startsWith("𠮷鱼菜");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> EmvCode.of(
                        TestUnionpay.ABROAD, TestUnionpay.SUB_MERCHANT, "9".repeat(100), Money.ofFen(1), "A"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        EmvCode.of(TestUnionpay.ABROAD, TestUnionpay.SUB_MERCHANT, "T0000000001", Money.ofFen(1), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String value(Map<String, String> fields, String tag) {
        return Objects.requireNonNull(fields.get(tag), "no field " + tag);
    }

    static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.offsetByCodePoints(at + 4, Integer.parseInt(text.substring(at + 2, at + 4)));
            fields.put(text.substring(at, at + 2), text.substring(at + 4, end));
            at = end;
        }
        return fields;
    }

    /** CRC-16/IBM-3740 by polynomial division of the text's bits, another way than the code's. */
    private static String byDivision(String text) {
        int[] table = new int[256];
        for (int first = 0; first < 256; first++) {
            int rest = first << 8;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest & 0x8000) == 0 ? rest << 1 : (rest << 1) ^ 0x1021;
            }
            table[first] = rest & 0xFFFF;
        }
        int rest = 0xFFFF;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            rest = ((rest << 8) & 0xFFFF) ^ table[(rest >>> 8) ^ Byte.toUnsignedInt(next)];
        }
        return "%04X".formatted(rest);
    }
}
