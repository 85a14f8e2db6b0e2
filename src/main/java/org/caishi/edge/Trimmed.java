/** Cuts what an edge says to what a page may hold: it is a machine in a market, and it may say anything. */
package org.caishi.edge;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.caishi.device.BadFrame;
import org.caishi.device.LinkCounts;
import org.caishi.device.Listening.Heard;
import org.caishi.device.Listening.Line;
import org.jspecify.annotations.Nullable;

/** The bounds are those that the product keeps for its own links. */
final class Trimmed {
    private static final int MOST_DETAIL = 120;
    private static final int MOST_WORDS = 200;
    private static final int MOST_KINDS = 24;
    private static final int MOST_BAD = 12;
    /** 96 bytes. */
    private static final int MOST_HEX = 3 * 96;

    /** 64 bytes, and how many more there were. */
    private static final int MOST_LINE = 220;

    private static final String KIND = "[a-z0-9-]{1,24}";

    private Trimmed() {}

    static String detail(String text) {
        return words(text, MOST_DETAIL);
    }

    static LinkCounts counts(LinkCounts told, Instant now) {
        return new LinkCounts(
                Math.max(0, told.frames()),
                Math.max(0, told.framesInTenSeconds()),
                notAhead(told.lastFrameAt(), now),
                Math.max(0, told.reconnects()),
                Math.max(0, told.errors()),
                kinds(told.rejected()),
                told.bad().stream()
                        .limit(MOST_BAD)
                        .filter(bad -> bad.kind().matches(KIND) && bad.hex().matches("[0-9A-F ]{0," + MOST_HEX + "}"))
                        .map(bad -> bad.at().isAfter(now) ? new BadFrame(now, bad.kind(), bad.hex()) : bad)
                        .toList(),
                words(told.said(), MOST_WORDS));
    }

    /** The edge has a bound of its own for how many lines it tells. */
    static Heard heard(Heard told) {
        List<Line> lines = told.lines().stream()
                .map(line -> new Line(line.millis(), line.way(), words(line.text(), MOST_LINE)))
                .toList();
        return new Heard(lines, Math.max(0, told.lost()));
    }

    private static Map<String, Long> kinds(Map<String, Long> told) {
        Map<String, Long> kinds = new HashMap<>();
        told.entrySet().stream()
                .filter(kind -> kind.getKey().matches(KIND) && kind.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_KINDS)
                .forEach(kind -> kinds.put(kind.getKey(), kind.getValue()));
        return kinds;
    }

    private static @Nullable Instant notAhead(@Nullable Instant at, Instant now) {
        return at != null && at.isAfter(now) ? now : at;
    }

    private static String words(String text, int most) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= most ? plain : plain.substring(0, most);
    }
}
