/** What scales of each protocol say of their pan; kilograms with three decimals wherever the display has a point. */
package org.caishi.scale;

import java.util.function.Function;
import java.util.function.Supplier;
import org.caishi.scale.Pan.Look;

/** Built from the published forms, apart from the decoders; characters stand for bytes. */
final class ScaleFrames {
    private ScaleFrames() {}

    /** One frame of a scale that sends by itself, or the answer of one that is asked for its weight. */
    static String of(String protocol, Look look) {
        long grams = look.grams();
        return switch (protocol) {
            case "yaohua-tf0" -> framed("+%06d3".formatted(grams));
            case "yaohua-command" -> framed("AD+%06d3".formatted(grams));
            case "yaohua-reversed" ->
                "=" + new StringBuilder("%04d.%03d".formatted(grams / 1000, grams % 1000)).reverse();
            case "yaohua-ww" -> "ww%03d.%03dkg\r\n".formatted(grams / 1000, grams % 1000);
            case "yaohua-a12e" -> {
                String body = "WG%03d.%03dkg".formatted(grams / 1000, grams % 1000);
                yield body + hex(body) + "\r\n";
            }
            case "toledo-continuous" -> toledo(look);
            case "toledo-8217" -> look.rests() ? "\2%2d.%03d\r".formatted(grams / 1000, grams % 1000) : "\2?A\r";
            case "mt-sics" -> "S %s %9s kg\r\n".formatted(look.rests() ? "S" : "D", kilograms(grams));
            case "ecr" -> "\1" + block(ecrWeight(look)) + "\4";
            case "st-gs" -> "%s,GS,+%7skg\r\n".formatted(look.rests() ? "ST" : "US", kilograms(grams));
            case "sma" -> "\n 1G%s %10skg \r".formatted(look.rests() ? " " : "M", kilograms(grams));
            case "nci" -> "\n%6skg\r\n%s\r\3".formatted(kilograms(grams), look.rests() ? "00" : "10");
            case "modbus" -> modbus(grams);
            default -> throw new AssertionError("no frames of " + protocol);
        };
    }

    /** What an ECR scale answers that is asked for its price too. */
    static String priced(Look look, long fenPerKg, long amountFen) {
        return "\1" + block("%8s".formatted(yuan(amountFen))) + block(ecrWeight(look))
                + block("%8s".formatted(yuan(fenPerKg))) + "\4";
    }

    /** How a scale answers that is asked; one that is shaken hands with first has more than one question. */
    static Function<String, String> answers(String protocol, Supplier<String> frame) {
        return question -> protocol.equals("ecr") && question.equals("\5") ? "\6" : frame.get();
    }

    /**
     * How a Dialog 06 scale answers the price of what is to be weighed, a question for the weight, and one why there is
     * none; null while it is not asked: an acknowledgement stands before the next question.
     */
    static Function<String, String> dialog(Supplier<Look> pan, long fenPerKg) {
        return said -> {
            String question = said.replaceFirst("^\4+", "");
            Look look = pan.get();
            boolean weighs = look.rests() && look.grams() > 0;
            return switch (question) {
                case "\00208\3" -> "\00209\033" + (look.rests() ? "30" : "20") + "\3";
                case "\5" -> weighs ? weighed(look.grams(), fenPerKg) : "\25";
                default -> question.startsWith("\00201") && question.endsWith("\3") ? weighs ? "\6" : "\25" : null;
            };
        };
    }

    /** Half a fen and more is rounded up. */
    static long fen(long grams, long fenPerKg) {
        return (grams * fenPerKg + 500) / 1000;
    }

    static String kilograms(long grams) {
        return "%d.%03d".formatted(grams / 1000, grams % 1000);
    }

    private static String weighed(long grams, long fenPerKg) {
        return "\00202\0333\033%05d\033%06d\033%06d\3".formatted(grams, fenPerKg, fen(grams, fenPerKg));
    }

    private static String framed(String body) {
        return "\2" + body + hex(body) + "\3";
    }

    /** Three decimals in steps of one, kilograms, gross, tare 0; all eighteen bytes add up to nothing. */
    private static String toledo(Look look) {
        String body = "\2-" + (look.rests() ? "0" : "8") + " " + "%06d".formatted(look.grams()) + "000000\r";
        return body + (char) (-body.chars().sum() & 0x7F);
    }

    private static String ecrWeight(Look look) {
        return (look.rests() ? "S " : "U ") + "%02d.%03d".formatted(look.grams() / 1000, look.grams() % 1000) + "kg";
    }

    private static String block(String text) {
        return "\2" + text + (char) xor(text) + "\3";
    }

    private static String modbus(long grams) {
        String frame = "\1\3\4" + (char) (grams >> 24 & 0xFF) + (char) (grams >> 16 & 0xFF) + (char) (grams >> 8 & 0xFF)
                + (char) (grams & 0xFF);
        int crc = 0xFFFF;
        for (char octet : frame.toCharArray()) {
            crc ^= octet;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
            }
        }
        return frame + (char) (crc & 0xFF) + (char) (crc >> 8);
    }

    private static String yuan(long fen) {
        return "%d.%02d".formatted(fen / 100, fen % 100);
    }

    private static String hex(String body) {
        return "%02X".formatted(xor(body));
    }

    private static int xor(String body) {
        return body.chars().reduce(0, (sum, next) -> sum ^ next);
    }
}
