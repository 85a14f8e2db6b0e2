/** Modbus answers whose numbers are binary fractions, against the numbers that the display shows. */
package org.caishi.scale.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.Crc16;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.caishi.scale.GoldenFrame;
import org.caishi.scale.Heard;
import org.caishi.scale.ScaleDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusTest {
    @Test
    void everyWeightOfThreeDecimalsComesThroughABinaryFraction() {
        ScaleDecoder decoder = GoldenFrame.open("modbus", Map.of("type", "float"));
        // 24 bits tell grams apart up to 8 t.
        for (int grams = -8_000_000; grams <= 8_000_000; grams += 379) {
            byte[] answer = answer(1, Float.floatToIntBits(grams / 1000f));
            assertThat(Heard.from(decoder, answer, answer.length).grams()).containsExactly((long) grams);
        }
    }

    @Test
    void noFourBytesThrow() {
        Random random = new Random(20260504);
        for (String type : List.of("int16", "uint16", "int32", "uint32", "float")) {
            for (String decimals : List.of("frame", "0", "5")) {
                ScaleDecoder decoder = GoldenFrame.open(
                        "modbus", Map.of("type", type, "decimals", decimals, "unit", "lb", "divisor", "1000000"));
                for (int i = 0; i < 2_000; i++) {
                    byte[] answer = answer(1, random.nextInt());
                    assertThat(Heard.from(decoder, answer, answer.length).signals)
                            .hasSize(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 247})
    void anAnswerOfAnyStationIsReadUntilTheRegistryNamesOne(int station) {
        byte[] answer = answer(station, 488);
        assertThat(Heard.from(GoldenFrame.open("modbus", Map.of("unit", "g")), answer, 3)
                        .grams())
                .containsExactly(488L);
        assertThat(Heard.from(GoldenFrame.open("modbus", Map.of("station", "3")), answer, 3).signals)
                .isEmpty();
    }

    @Test
    void aGoodAnswerIsNotHeldUpByNoiseThatBeginsLikeOne() {
        // Station 1, function 3, 128 bytes to come: they never do.
        byte[] noise = {1, 3, (byte) 128, 0, 0};
        ScaleDecoder decoder = GoldenFrame.open("modbus", Map.of("unit", "g"));
        assertThat(Heard.from(decoder, noise, 5).signals).isEmpty();
        assertThat(Heard.from(decoder, answer(1, 488), 2).grams()).containsExactly(488L);
    }

    private static byte[] answer(int station, int bits) {
        ByteBuffer frame = ByteBuffer.allocate(9);
        frame.put((byte) station).put((byte) 3).put((byte) 4).putInt(bits);
        Crc16 crc = new Crc16();
        crc.update(ByteBuffer.wrap(frame.array(), 0, 7));
        return frame.order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) crc.getValue())
                .array();
    }
}
