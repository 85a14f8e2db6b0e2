/** A form as it came in: its fields decoded from the raw bytes, and the text that Alipay signed. */
package org.caishi.channel.alipay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fields are kept as bytes until the form itself has said in which charset they are; a server's own decoding would have
 * replaced what it could not read.
 */
final class AlipayForm {
    private static final int MOST_FIELDS = 100;

    private final SortedMap<String, String> fields;
    private final Charset charset;

    private AlipayForm(SortedMap<String, String> fields, Charset charset) {
        this.fields = fields;
        this.charset = charset;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Pair(String name, byte[] value) {}

    /** @throws IllegalArgumentException when it is no form, names a field twice, or is not in the charset that it names */
    static AlipayForm read(byte[] body) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0 || pairs.size() == MOST_FIELDS) {
                throw new IllegalArgumentException("not a form");
            }
            String name = new String(decoded(part.substring(0, equals)), StandardCharsets.US_ASCII);
            pairs.add(new Pair(name, decoded(part.substring(equals + 1))));
        }
        Charset charset = charset(pairs);
        TreeMap<String, String> fields = new TreeMap<>();
        for (Pair pair : pairs) {
            if (fields.put(pair.name(), text(pair.value(), charset)) != null) {
                throw new IllegalArgumentException("a field that comes twice");
            }
        }
        return new AlipayForm(fields, charset);
    }

    /** A field; empty where there is none. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A field without which the notice means nothing. */
    String present(String name) {
        String value = text(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a field is missing");
        }
        return value;
    }

    /** As {@code AlipaySignature.rsaCheckV1} has it: all fields by name but {@code sign} and {@code sign_type}. */
    byte[] signedText() {
        return fields.entrySet().stream()
                .filter(field ->
                        !field.getKey().equals("sign") && !field.getKey().equals("sign_type"))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"))
                .getBytes(charset);
    }

    private static Charset charset(List<Pair> pairs) {
        String named = pairs.stream()
                .filter(pair -> pair.name().equals("charset"))
                .map(pair -> new String(pair.value(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("utf-8");
        Map<String, String> known =
                Map.of("utf-8", "UTF-8", "utf8", "UTF-8", "gbk", "GBK", "gb2312", "GBK", "gb18030", "GB18030");
        String charset = known.get(named);
        if (charset == null) {
            throw new IllegalArgumentException("a charset that is not agreed");
        }
        return Charset.forName(charset);
    }

    private static String text(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException("not in the charset that it names", other);
        }
    }

    private static byte[] decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next != '%') {
                bytes.write(next == '+' ? ' ' : next);
                continue;
            }
            if (at + 2 >= text.length()) {
                throw new IllegalArgumentException("a percent sign without its digits");
            }
            bytes.write(digit(text.charAt(at + 1)) << 4 | digit(text.charAt(at + 2)));
            at += 2;
        }
        return bytes.toByteArray();
    }

    private static int digit(char hex) {
        int value = hex < 128 ? Character.digit(hex, 16) : -1;
        if (value < 0) {
            throw new IllegalArgumentException("a percent sign without its digits");
        }
        return value;
    }
}
