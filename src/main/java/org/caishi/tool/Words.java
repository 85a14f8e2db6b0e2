/** The field tool {@code words}: an amount as it is read aloud. */
package org.caishi.tool;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.caishi.units.Money;
import org.caishi.units.SpokenAmount;

final class Words implements FieldTool {
    private static final String USAGE = "usage: words AMOUNT    an amount in yuan, e.g. words 12.50";

    @Override
    public String name() {
        return "words";
    }

    @Override
    public String summary() {
        return "the amount as it is read aloud, e.g. words 12.50";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            return Answer.done(out, List.of(USAGE));
        }
        if (arguments.size() != 1) {
            return Answer.wrongCall(err, USAGE);
        }
        try {
            return Answer.done(out, List.of(SpokenAmount.of(Money.parseYuan(arguments.getFirst()))));
        } catch (IllegalArgumentException notAnAmount) {
            return Answer.wrongCall(err, notAnAmount.getMessage() + "; " + USAGE);
        }
    }
}
