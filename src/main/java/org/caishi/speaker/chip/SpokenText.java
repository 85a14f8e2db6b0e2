/** Text on its way to a chip: in GBK, without what the chip cannot say, cut where a listener expects a pause. */
package org.caishi.speaker.chip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GBK does not know (emoji, rare characters, foreign scripts) is left out: a '?' in its place would be read aloud
 * or change the tone of the sentence. Line breaks, control characters and blanks of any kind become one plain blank.
 */
final class SpokenText {
    private static final Charset GBK = Charset.forName("GBK");
    private static final Pattern TAG = Pattern.compile("\\[[a-z]\\d{0,3}]");
    private static final String PAUSES = "，。、；！？";

    private SpokenText() {}

    /**
     * The text in pieces of at most {@code limit} bytes: cut after the last pause that fits, else between two
     * characters, not inside a tag, and not inside a number or a foreign word unless that alone is too long.
     *
     * @return nothing when no character is left to say
     */
    static List<byte[]> pieces(String text, int limit) {
        List<Atom> atoms = atoms(text.strip());
        if (atoms.stream().allMatch(Atom::blank)) {
            return List.of();
        }
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < atoms.size()) {
            int to = cut(atoms, from, limit);
            pieces.add(joined(atoms.subList(from, to)));
            from = to;
        }
        return pieces;
    }

    /** Where the piece that begins at {@code from} ends: behind its last atom. */
    private static int cut(List<Atom> atoms, int from, int limit) {
        int fits = from;
        int bytes = 0;
        while (fits < atoms.size() && bytes + atoms.get(fits).bytes().length <= limit) {
            bytes += atoms.get(fits).bytes().length;
            fits++;
        }
        if (fits == atoms.size()) {
            return fits;
        }
        for (int end = fits; end > from; end--) {
            if (atoms.get(end - 1).pause()) {
                return end;
            }
        }
        for (int end = fits; end > from; end--) {
            if (!(atoms.get(end - 1).word() && atoms.get(end).word())) {
                return end;
            }
        }
        return fits;
    }

    private static List<Atom> atoms(String text) {
        CharsetEncoder encoder = GBK.newEncoder();
        Matcher tag = TAG.matcher(text);
        List<Atom> atoms = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (tag.region(at, text.length()).lookingAt()) {
                atoms.add(new Atom(tag.group().getBytes(StandardCharsets.US_ASCII), Kind.OTHER));
                at = tag.end();
                continue;
            }
            if (isBlank(character)) {
                atoms.add(new Atom(new byte[] {' '}, Kind.BLANK));
            } else if (character < 0x80) {
                atoms.add(new Atom(new byte[] {(byte) character}, asciiKind(character)));
            } else if (Character.isBmpCodePoint(character) && encoder.canEncode((char) character)) {
                atoms.add(new Atom(
                        Character.toString(character).getBytes(GBK),
                        PAUSES.indexOf(character) >= 0 ? Kind.PAUSE : Kind.OTHER));
            }
            at += Character.charCount(character);
        }
        return atoms;
    }

    private static boolean isBlank(int character) {
        return Character.isISOControl(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character);
    }

    /** Digits, letters and what stands inside a number: 12.50 cut in two would be two amounts. */
    private static Kind asciiKind(int character) {
        return Character.isLetterOrDigit(character) || ".,:-".indexOf(character) >= 0 ? Kind.WORD : Kind.OTHER;
    }

    private static byte[] joined(List<Atom> atoms) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        atoms.forEach(atom -> bytes.writeBytes(atom.bytes()));
        return bytes.toByteArray();
    }

    private enum Kind {
        BLANK,
        PAUSE,
        WORD,
        OTHER
    }

    /** What is never cut: a character of one or two bytes, or a whole tag. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Atom(byte[] bytes, Kind kind) {
        boolean blank() {
            return kind == Kind.BLANK;
        }

        boolean pause() {
            return kind == Kind.PAUSE;
        }

        boolean word() {
            return kind == Kind.WORD;
        }
    }
}
