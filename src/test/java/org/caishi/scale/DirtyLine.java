/** What every codec must bear, whoever makes up the bytes: a seeded test or the fuzzer. */
package org.caishi.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

final class DirtyLine {
    private static final long MOST_HELD = 8_192;
    /** A sale in JSON has up to 64 KiB. */
    private static final long MOST_HELD_OF_JSON = 70_000;

    /** Protocols whose first good frame may stand on a line that dirt began, and be lost with it. */
    private static final Set<String> MAY_LOSE_ONE = Set.of("caishi-json");

    private DirtyLine() {}

    /** Feeds the bytes, and then a good frame twice: no throw, no growth, and good frames are read again. */
    static Heard assertBorne(GoldenFrame good, byte[] bytes, int chunk) {
        ScaleDecoder decoder = good.decoder();
        Heard heard = Heard.from(decoder, bytes, chunk);
        boolean json = good.protocol().equals("caishi-json");
        assertThat(held(decoder)).isLessThan(json ? MOST_HELD_OF_JSON : MOST_HELD);
        Heard after = new Heard();
        after.feed(decoder, good.bytes(), chunk);
        after.feed(decoder, good.bytes(), chunk);
        List<Map<String, Object>> expected = new ArrayList<>(good.events());
        if (!MAY_LOSE_ONE.contains(good.protocol())) {
            expected.addAll(good.events());
        }
        List<Map<String, Object>> meanings = after.meanings();
        assertThat(meanings.subList(Math.max(0, meanings.size() - expected.size()), meanings.size()))
                .as("%s after dirt", good)
                .isEqualTo(expected);
        return heard;
    }

    /** The bytes of all arrays and texts that a decoder holds. */
    static long held(ScaleDecoder decoder) {
        return held(decoder, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static long held(@Nullable Object value, Set<Object> seen) {
        if (value == null || value instanceof Enum || value instanceof Class || !seen.add(value)) {
            return 0;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof CharSequence text) {
            return 2L * text.length();
        }
        long sum = 0;
        if (value instanceof Iterable<?> parts) {
            for (Object part : parts) {
                sum += 8 + held(part, seen);
            }
            return sum;
        }
        if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            boolean primitive = value.getClass().componentType().isPrimitive();
            for (int i = 0; i < length; i++) {
                sum += 8 + (primitive ? 0 : held(Array.get(value, i), seen));
            }
            return sum;
        }
        // What the library holds inside is told by size, so a codec must not hide bytes in a stream of the library.
        assertThat(value).isNotInstanceOf(OutputStream.class);
        return value.getClass().getName().startsWith("org.caishi") ? heldInFields(value, seen) : 0;
    }

    private static long heldInFields(Object value, Set<Object> seen) {
        long sum = 0;
        for (@Nullable Class<?> type = value.getClass();
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        || field.getType().isPrimitive()
                        || value instanceof Record) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    sum += held(field.get(value), seen);
                } catch (IllegalAccessException closed) {
                    throw new AssertionError(field.toString(), closed);
                }
            }
        }
        return sum;
    }
}
