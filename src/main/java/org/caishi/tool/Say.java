/** The field tool {@code say}: the frames that make a speech chip say a text. */
package org.caishi.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.caishi.speaker.SpeechProtocol;

final class Say implements FieldTool {
    private static final String USAGE = "usage: say --protocol syn6288|xfs5152 --text TEXT"
            + "    (--text - reads the text from standard input, in UTF-8 under every locale)";
    private static final String MANGLED = "the text was not readable in this terminal's locale:"
            + " pipe it into say --protocol P --text - in UTF-8, or set LC_ALL=C.UTF-8";
    private static final Set<String> OPTIONS = Set.of("--protocol", "--text");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    /** A page of text; more is a wrong file, not an announcement. */
    private static final int LONGEST_INPUT = 65_536;

    private final TypedArguments typed;

    Say(TypedArguments typed) {
        this.typed = typed;
    }

    @Override
    public String name() {
        return "say";
    }

    @Override
    public String summary() {
        return "the frames that speak a text, in hex, one a line; --text - reads it from standard input in UTF-8";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            return Answer.done(out, List.of(USAGE));
        }
        try {
            Map<String, String> options = options(typed.restored(arguments));
            SpeechProtocol protocol = protocol(options);
            List<byte[]> frames = protocol.frames(text(options, in));
            if (frames.isEmpty()) {
                return Answer.wrongCall(err, "nothing in this text can be said in Chinese or Latin characters");
            }
            return Answer.done(out, frames.stream().map(HEX::formatHex).toList());
        } catch (IllegalArgumentException wrong) {
            return Answer.wrongCall(err, String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return Answer.wrongCall(err, "standard input cannot be read: " + unreadable.getMessage());
        }
    }

    private static Map<String, String> options(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            boolean known = OPTIONS.contains(arguments.get(i)) && i + 1 < arguments.size();
            if (!known || options.put(arguments.get(i), arguments.get(i + 1)) != null) {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return options;
    }

    private static SpeechProtocol protocol(Map<String, String> options) {
        String name = required(options, "--protocol");
        return SpeechProtocol.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no such protocol: " + name + "; " + USAGE));
    }

    private static String text(Map<String, String> options, InputStream in) throws IOException {
        String text = required(options, "--text");
        if (text.equals("-")) {
            return new String(in.readNBytes(LONGEST_INPUT), StandardCharsets.UTF_8);
        }
        if (TypedArguments.isLost(text)) {
            throw new IllegalArgumentException(MANGLED);
        }
        return text;
    }

    private static String required(Map<String, String> options, String option) {
        return Optional.ofNullable(options.get(option)).orElseThrow(() -> new IllegalArgumentException(USAGE));
    }
}
