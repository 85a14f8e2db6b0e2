/** One request to the gateway, its signature verified: the fields of its {@code biz_content}, and the others beside it. */
package org.caishi.simulator.alipay;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

record AlipayCall(JsonNode biz, Map<String, String> parameters) {
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_]{1,64}");
    /** One hundred million yuan, the manual's bound. */
    private static final long MOST_FEN = 10_000_000_000L;

    static String time(Instant instant) {
        return TIME.format(instant.atOffset(BEIJING));
    }

    /** A field; null where there is none. */
    @Nullable String optional(String field) {
        String text = biz.path(field).asString("");
        return text.isEmpty() ? null : text;
    }

    String required(String field) {
        String text = optional(field);
        if (text == null) {
            throw AlipayRefusal.parameter(field);
        }
        return text;
    }

    /** A number of the merchant's. */
    String number(String field) {
        String text = required(field);
        if (!NUMBER.matcher(text).matches()) {
            throw AlipayRefusal.parameter(field);
        }
        return text;
    }

    /** A sum of at least one fen. */
    long fen(String field) {
        long fen = fen(required(field), field);
        if (fen < 1) {
            throw AlipayRefusal.parameter(field);
        }
        return fen;
    }

    static long fen(String yuan, String field) {
        try {
            long fen = Money.parseYuan(yuan).fen();
            if (fen >= 0 && fen <= MOST_FEN) {
                return fen;
            }
        } catch (IllegalArgumentException notMoney) {
            // Said below.
        }
        throw AlipayRefusal.parameter(field);
    }

    @Nullable Instant time(String field) {
        String text = optional(field);
        if (text == null) {
            return null;
        }
        try {
            return LocalDateTime.parse(text, TIME).toInstant(BEIJING);
        } catch (DateTimeParseException notATime) {
            throw AlipayRefusal.parameter(field);
        }
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
