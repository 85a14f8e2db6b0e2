/** Reads the fields of a JSON object within their limits and remembers the first that is wrong. */
package org.caishi.scale.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.caishi.scale.Rejection;
import org.caishi.scale.ScaleSignal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field that is wrong reads as a harmless value, so that reading goes on; {@link #orRefused} then tells. */
final class MessageFields {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final JsonNode object;
    private final String path;
    private final Faults faults;

    private static final class Faults {
        private CaishiMessage.@Nullable Refused first;
    }

    MessageFields(JsonNode object) {
        this(object, "", new Faults());
    }

    private MessageFields(JsonNode object, String path, Faults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** The signal, if every field was right. */
    CaishiMessage orRefused(ScaleSignal signal) {
        return faults.first == null ? new CaishiMessage.Told(signal) : faults.first;
    }

    void fault(Rejection reason, String words) {
        if (faults.first == null) {
            faults.first = new CaishiMessage.Refused(reason, words);
        }
    }

    private void fault(Rejection reason, String field, String mustBe) {
        fault(reason, path + field + " must be " + mustBe);
    }

    long whole(String field, long least, long most) {
        JsonNode node = object.path(field);
        String mustBe = "a whole number from " + least + " to " + most;
        if (!node.isNumber()) {
            fault(Rejection.FIELD, field, mustBe);
        } else if (!node.isIntegralNumber()) {
            fault(Rejection.FRACTION, field, mustBe);
        } else if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            fault(Rejection.BOUNDS, field, mustBe);
        } else {
            return node.longValue();
        }
        return Math.max(least, 0);
    }

    @Nullable Boolean truthOrNull(String field) {
        JsonNode node = object.path(field);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isBoolean()) {
            fault(Rejection.FIELD, field, "true, false or null");
            return null;
        }
        return node.booleanValue();
    }

    String text(String field, Pattern form) {
        JsonNode node = object.path(field);
        if (!node.isString()) {
            fault(Rejection.FIELD, field, "text");
        } else if (!form.matcher(node.stringValue()).matches()) {
            fault(Rejection.BOUNDS, field, "text of the form " + form);
        } else {
            return node.stringValue();
        }
        return "";
    }

    @Nullable String textOrNull(String field, Pattern form) {
        return isAbsent(object.path(field)) ? null : text(field, form);
    }

    /** A name for people: any characters but controls and halves of characters; may be empty. */
    String name(String field, int longest) {
        JsonNode node = object.path(field);
        if (!node.isString()) {
            fault(Rejection.FIELD, field, "text");
            return "";
        }
        String name = node.stringValue();
        boolean readable = name.codePoints()
                .allMatch(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE);
        if (!readable || name.codePointCount(0, name.length()) > longest) {
            fault(Rejection.BOUNDS, field, "readable text of at most " + longest + " characters");
            return "";
        }
        return name;
    }

    /** As {@link #name}; what is absent is empty. */
    String nameOrEmpty(String field, int longest) {
        return isAbsent(object.path(field)) ? "" : name(field, longest);
    }

    Instant time(String field) {
        JsonNode node = object.path(field);
        String mustBe = "a time of this century with its offset, e.g. 2026-05-01T08:30:00.000+08:00";
        try {
            Instant time = OffsetDateTime.parse(node.asString("")).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
            fault(Rejection.BOUNDS, field, mustBe);
        } catch (DateTimeException notATime) {
            fault(Rejection.FIELD, field, mustBe);
        }
        return EARLIEST;
    }

    List<MessageFields> objects(String field, int least, int most) {
        List<MessageFields> objects = new ArrayList<>();
        for (JsonNode element : array(field, least, most)) {
            String place = path + field + "[" + objects.size() + "]";
            if (!element.isObject()) {
                fault(Rejection.FIELD, place + " must be an object");
            }
            objects.add(new MessageFields(element, place + ".", faults));
        }
        return objects;
    }

    /** Words of one form; an absent list is an empty one. */
    List<String> words(String field, Pattern form, int most) {
        if (isAbsent(object.path(field))) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode element : array(field, 0, most)) {
            if (!element.isString() || !form.matcher(element.stringValue()).matches()) {
                fault(Rejection.FIELD, field, "words of the form " + form);
            } else {
                words.add(element.stringValue());
            }
        }
        return words;
    }

    private List<JsonNode> array(String field, int least, int most) {
        JsonNode node = object.path(field);
        String mustBe = "a list of " + least + " to " + most;
        if (!node.isArray()) {
            fault(Rejection.FIELD, field, mustBe);
        } else if (node.size() < least || node.size() > most) {
            fault(Rejection.BOUNDS, field, mustBe);
        } else {
            return List.copyOf(node.values());
        }
        return List.of();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
