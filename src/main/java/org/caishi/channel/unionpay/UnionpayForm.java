/** The fields of one message, and the text over them that is signed. */
package org.caishi.channel.unionpay;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Sorted by name, as the signature wants them. Holds whom and what we ask about: never log it. */
record UnionpayForm(SortedMap<String, String> fields) {
    static final String SIGNATURE = "signature";

    /** The longest genuine message has some thirty. */
    private static final int MOST_FIELDS = 100;

    UnionpayForm {
        fields = Collections.unmodifiableSortedMap(fields);
    }

    static UnionpayForm of(Map<String, String> fields) {
        return new UnionpayForm(new TreeMap<>(fields));
    }

    /**
     * Reads a form as browsers write it.
     *
     * @throws IllegalArgumentException when it is none, or says one thing twice
     */
    static UnionpayForm decoded(String text) {
        return read(text, part -> URLDecoder.decode(part, StandardCharsets.UTF_8));
    }

    /** Reads an answer as the 5.1.0 gateway writes it: {@code name=value&name=value}, nothing encoded. */
    static UnionpayForm plain(String text) {
        return read(text, UnaryOperator.identity());
    }

    private static UnionpayForm read(String text, UnaryOperator<String> decoder) {
        TreeMap<String, String> fields = new TreeMap<>();
        String[] pairs = text.split("&", MOST_FIELDS + 1);
        if (pairs.length > MOST_FIELDS) {
            throw new IllegalArgumentException("too many fields");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not a form");
            }
            String name = decoder.apply(pair.substring(0, equals));
            if (fields.put(name, decoder.apply(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("a field twice");
            }
        }
        return new UnionpayForm(fields);
    }

    /** Empty when the field is not there. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /**
     * A field without which the message means nothing.
     *
     * @throws IllegalArgumentException when it is not there
     */
    String present(String name) {
        String value = get(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a field is missing");
        }
        return value;
    }

    /** What is signed: {@code name=value} joined by {@code &}, by name, without the signature and what is empty. */
    String signed() {
        return fields.entrySet().stream()
                .filter(field ->
                        !field.getKey().equals(SIGNATURE) && !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    /** As it goes over the wire. */
    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Says how much it holds, not what. */
    @Override
    public String toString() {
        return "UnionpayForm[" + fields.size() + " fields]";
    }
}
