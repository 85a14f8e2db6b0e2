/** Texts as they might come from outside: good ones, each spoilt in many ways, the same ways in every run. */
package org.caishi.testing;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

public final class Spoilt {
    private static final String[] ODD = {
        "",
        "\0",
        "\"",
        "\\u0000",
        "{",
        "}",
        "[",
        "%",
        "%zz",
        "&",
        "=",
        "null",
        "-1",
        "1e999",
        "9223372036854775808",
        "\n",
        "　",
        "١"
    };

    private Spoilt() {}

    /** The text itself and {@code count} spoilt copies: bits flipped, bytes lost, doubled, cut off, odd words put in. */
    public static Stream<byte[]> of(String good, int count, long seed) {
        byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(bytes),
                IntStream.range(0, count).mapToObj(number -> spoil(bytes, new Random(seed + number))));
    }

    private static byte[] spoil(byte[] good, Random random) {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        for (int times = 1 + random.nextInt(4); times > 0 && !text.isEmpty(); times--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            text = switch (random.nextInt(6)) {
                case 0 ->
                    text.substring(0, at) + (char) (text.charAt(at) ^ 1 << random.nextInt(8)) + text.substring(at + 1);
                case 1 -> text.substring(0, at) + text.substring(end);
                case 2 -> text.substring(0, end) + text.substring(at);
                case 3 -> text.substring(0, at);
                default -> text.substring(0, at) + ODD[random.nextInt(ODD.length)] + text.substring(end);
            };
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
