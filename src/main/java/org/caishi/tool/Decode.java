/** The field tool {@code decode}: a scale's bytes on standard input, what they say on standard output. */
package org.caishi.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleProtocol.Opening;
import org.caishi.scale.ScaleProtocols;

final class Decode implements FieldTool {
    private static final String USAGE = "decode --protocol P [--set name=value]... [--hex]";

    /** What the arguments ask for, or the words that say what is wrong with them. */
    private sealed interface Call {
        record Ready(ScaleDecoder decoder, boolean hex) implements Call {}

        record Wrong(String words) implements Call {}
    }

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public String summary() {
        return USAGE + ": reads a scale's bytes from standard input, prints one event a line";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        return switch (call(arguments)) {
            case Call.Wrong(String words) -> wrong(words, err);
            case Call.Ready(ScaleDecoder decoder, boolean hex) -> decode(decoder, hex, in, out, err);
        };
    }

    private static Call call(List<String> arguments) {
        String protocol = "";
        Map<String, String> settings = new HashMap<>();
        boolean hex = false;
        Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--hex" -> hex = true;
                case "--protocol", "--set" -> {
                    if (!words.hasNext()) {
                        return new Call.Wrong(word + " needs a value; usage: " + USAGE);
                    }
                    String value = words.next();
                    if (word.equals("--protocol")) {
                        protocol = value;
                    } else if (value.indexOf('=') > 0) {
                        settings.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
                    } else {
                        return new Call.Wrong("--set needs name=value, not " + value);
                    }
                }
                default -> {
                    return new Call.Wrong("unknown argument " + word + "; usage: " + USAGE);
                }
            }
        }
        return open(protocol, settings, hex);
    }

    private static Call open(String name, Map<String, String> settings, boolean hex) {
        if (name.isEmpty()) {
            return new Call.Wrong("--protocol is missing; usage: " + USAGE);
        }
        return ScaleProtocols.find(name)
                .map(protocol -> switch (protocol.open(settings)) {
                    case Opening.Opened(ScaleDecoder decoder) -> new Call.Ready(decoder, hex);
                    case Opening.Refused(String _, String _, String words) -> new Call.Wrong(words);
                })
                .orElseGet(() -> new Call.Wrong("unknown protocol " + name + "; known: "
                        + ScaleProtocols.all().stream().map(ScaleProtocol::name).collect(Collectors.joining(", "))));
    }

    private static int decode(ScaleDecoder decoder, boolean hex, InputStream in, PrintStream out, PrintStream err) {
        JsonLines lines = new JsonLines(out);
        HexText text = new HexText();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int length = hex ? text.toBytes(buffer, read) : read;
                decoder.accept(buffer, 0, length, signal -> lines.line(json -> SignalJson.write(json, signal)));
                if (!lines.flush()) {
                    return 0;
                }
                if (text.isBad()) {
                    return wrong(text.words(), err);
                }
            }
        } catch (IOException broken) {
            return wrong("standard input broke: " + broken.getMessage(), err);
        }
        return text.endsHalfway() ? wrong(text.words(), err) : 0;
    }

    private static int wrong(String words, PrintStream err) {
        err.println(words);
        return 2;
    }
}
