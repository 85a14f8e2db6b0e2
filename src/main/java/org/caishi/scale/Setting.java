/** The settings that a protocol offers, with their defaults and allowed values: the same for the registry and the field tools. */
package org.caishi.scale;

import java.util.List;

public sealed interface Setting {
    /** The unit of a weight whose frame names none. */
    Setting UNIT = new Choice("unit", "kg", List.of("kg", "g", "jin", "lb"));

    /** The unit where every frame should name one; what another word does with frames that do not is the protocol's matter. */
    Setting UNIT_OR_FRAME = new Choice("unit", "frame", List.of("frame", "kg", "g", "jin", "lb"));

    /** With 7, bit 7 is a parity bit that the line let through, and is masked off. */
    Setting BITS = new Choice("bits", "8", List.of("8", "7"));

    Setting CHECKSUM = new Choice("checksum", "on", List.of("on", "off"));

    /** Divides the number on the display, for indicators whose decimals were never set. */
    Setting DIVISOR = new Whole("divisor", "1", 1, 1_000_000);

    /** How many of the digits are decimals; {@code frame} trusts the frame. */
    Setting DECIMALS = new Choice("decimals", "frame", List.of("frame", "0", "1", "2", "3", "4", "5"));

    /** How often a scale that speaks only when asked is asked. */
    Setting POLL_MILLIS = new Whole("pollMillis", "300", 50, 60_000);

    String name();

    String defaultValue();

    boolean allows(String value);

    /** What is allowed, for a message to a person. */
    String allowed();

    /** One of a few words. */
    record Choice(String name, String defaultValue, List<String> values) implements Setting {
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public boolean allows(String value) {
            return values.contains(value);
        }

        @Override
        public String allowed() {
            return String.join(", ", values);
        }
    }

    /** A whole number between two bounds, both allowed. */
    record Whole(String name, String defaultValue, int least, int most) implements Setting {
        @Override
        public boolean allows(String value) {
            if (!value.matches("\\d{1,9}")) {
                return false;
            }
            int number = Integer.parseInt(value);
            return least <= number && number <= most;
        }

        @Override
        public String allowed() {
            return least + " to " + most;
        }
    }
}
