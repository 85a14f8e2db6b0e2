/** Dahua TM label scales, and Rongta's that take the same lines: see firmware-protocols/dahua-tm/protocol.md. */
package org.caishi.scale.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.caishi.scale.protocol.Octets.CR;
import static org.caishi.scale.protocol.Octets.LF;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.scale.ProtocolSettings;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleDecoder;
import org.caishi.scale.ScaleProtocol;
import org.caishi.scale.ScaleSignal;
import org.caishi.scale.ScaleSignal.PricePer;
import org.caishi.scale.Setting;
import org.caishi.units.Money;
import org.caishi.units.Weight;
import org.jspecify.annotations.Nullable;

/** Reads the answers of such a scale, and the lines that write goods, so that a file of them can be looked at. */
public final class DahuaTm implements ScaleDecoder {
    private static final Setting PRICE_PER = new Setting.Choice("pricePer", "kg", List.of("kg", "jin", "100g"));
    private static final Setting PRICE_DECIMALS = new Setting.Choice("priceDecimals", "2", List.of("0", "1", "2", "3"));

    public static final ScaleProtocol PROTOCOL = new ScaleProtocol(
            "dahua-tm",
            "Dahua TM label scales (TCP 4001): goods, prices, hot keys, clock",
            List.of(PRICE_PER, PRICE_DECIMALS),
            DahuaTm::new);

    /** A line of goods with three names of 64 characters, with room. */
    private static final int LONGEST = 1024;

    /** The last on its line, so that what a bridge mixed in before, or a line cut off by it, does no harm. */
    private static final Pattern GOODS = Pattern.compile("(?s)^.*(?:!0V|0u)(\\d{4}[Aa].*)$");

    private static final Pattern WRITTEN = Pattern.compile("0(v)(\\d{4})a\\d?$");
    private static final Pattern KEYS = Pattern.compile("0(l)(\\d{2})a?$");
    private static final Pattern CLOCK = Pattern.compile("0(p)()$");
    private static final Pattern NO_GOODS = Pattern.compile("0(u)(\\d{4})a$");
    private static final Pattern NO_SALE = Pattern.compile("0(j)(\\d{4})ac$");
    private static final List<Pattern> ANSWERS = List.of(WRITTEN, KEYS, CLOCK, NO_GOODS, NO_SALE);

    private static final Pattern SALE = Pattern.compile("(?s)0j\\d{4}a.+$");

    private final TextLines lines = new TextLines(LONGEST, 0xFF, this::line, CR, LF);
    private final PricePer per;
    private final int fenTimes;
    private final int fenParts;

    DahuaTm(ProtocolSettings settings) {
        per = switch (settings.word(PRICE_PER)) {
            case "jin" -> PricePer.JIN;
            case "100g" -> PricePer.HUNDRED_GRAMS;
            default -> PricePer.KILOGRAM;
        };
        fenTimes = switch (settings.word(PRICE_DECIMALS)) {
            case "0" -> 100;
            case "1" -> 10;
            default -> 1;
        };
        fenParts = settings.word(PRICE_DECIMALS).equals("3") ? 10 : 1;
    }

    @Override
    public void accept(byte[] buffer, int offset, int length, Consumer<? super ScaleSignal> out) {
        lines.accept(buffer, offset, length, out);
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super ScaleSignal> out) {
        ScaleSignal signal = signal(new String(bytes, from, to - from, ISO_8859_1));
        if (signal != null) {
            out.accept(signal);
        }
    }

    /** What a line says; null for one that is none of this protocol's answers. */
    private @Nullable ScaleSignal signal(String line) {
        for (Pattern answer : ANSWERS) {
            Matcher matcher = answer.matcher(line);
            if (matcher.find()) {
                String number = matcher.group(2);
                return new ScaleSignal.Done(
                        matcher.group(1).toUpperCase(Locale.ROOT), number.isEmpty() ? null : Integer.valueOf(number));
            }
        }
        Matcher sale = SALE.matcher(line);
        if (sale.find()) {
            // The layout that is published for it contradicts its own example, and money is never guessed.
            return new ScaleSignal.Rejected(Rejection.AMBIGUOUS, line.length() - sale.start());
        }
        Matcher goods = GOODS.matcher(line);
        return goods.matches() ? goods(goods.group(1)) : null;
    }

    private ScaleSignal goods(String line) {
        Optional<DahuaPlu> read = DahuaPlu.read(line);
        if (read.isEmpty()) {
            return new ScaleSignal.Rejected(Rejection.FRAME, line.length());
        }
        // A scale set to li may hold half a fen, which is no price here.
        return read.get().price() % fenParts == 0
                ? plu(read.get())
                : new ScaleSignal.Rejected(Rejection.AMBIGUOUS, line.length());
    }

    private ScaleSignal plu(DahuaPlu plu) {
        PricePer pricePer = switch (plu.mode()) {
            case WEIGHT -> per;
            case PIECE -> PricePer.PIECE;
            case PACK -> PricePer.PACK;
        };
        return new ScaleSignal.Plu(
                plu.number(),
                String.format(Locale.ROOT, "%07d", plu.code()),
                plu.name(),
                Money.ofFen((long) plu.price() * fenTimes / fenParts),
                pricePer,
                Weight.ofGrams(plu.tareGrams()),
                plu.shelfDays());
    }
}
