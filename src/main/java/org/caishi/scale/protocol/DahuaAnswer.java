/** What a Dahua TM label scale answers to a command about its goods. */
package org.caishi.scale.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public sealed interface DahuaAnswer {
    /** Goods were written under this number; read them back to know how. */
    record Written(int number) implements DahuaAnswer {}

    /** The goods under a number. */
    record Goods(DahuaPlu plu) implements DahuaAnswer {}

    record NoGoods(int number) implements DahuaAnswer {}

    /** In the form of an answer, but none that is known: the scale did not do it. */
    record Refused(String text) implements DahuaAnswer {}

    /** Reads a line without its end; what is no answer at all (a heartbeat, noise) is empty. */
    static Optional<DahuaAnswer> read(String line) {
        Matcher answer = Patterns.ANSWER.matcher(line);
        if (!answer.find()) {
            return Optional.empty();
        }
        String text = answer.group();
        Matcher written = Patterns.WRITTEN.matcher(text);
        if (written.matches()) {
            return Optional.of(new Written(Integer.parseInt(written.group(1))));
        }
        Matcher none = Patterns.NO_GOODS.matcher(text);
        if (none.matches()) {
            return Optional.of(new NoGoods(Integer.parseInt(none.group(1))));
        }
        return Optional.of(goods(text));
    }

    private static DahuaAnswer goods(String text) {
        boolean told = text.toLowerCase(Locale.ROOT).startsWith("0u");
        return (told ? DahuaPlu.read(text.substring(2)) : Optional.<DahuaPlu>empty())
                .<DahuaAnswer>map(Goods::new)
                .orElseGet(() -> new Refused(text));
    }

    /** The last of its form on a line, for a bridge mixes its own words in before. */
    final class Patterns {
        static final Pattern ANSWER = Pattern.compile("0[uv][^\\s]*$");
        static final Pattern WRITTEN = Pattern.compile("0v(\\d{4})a\\d?");
        static final Pattern NO_GOODS = Pattern.compile("0u(\\d{4})a");

        private Patterns() {}
    }
}
