/** Why a frame or a message of a device is thrown away. */
package org.caishi.scale;

import java.util.Locale;

public enum Rejection {
    /** The sum in the frame is not the sum of its bytes. */
    CHECKSUM,
    /** It began like a frame and went on like none. */
    FRAME,
    /** Longer than the protocol allows. */
    OVERLONG,
    /** Not JSON, or JSON with a field twice. */
    JSON,
    /** JSON of a kind that is not known here. */
    KIND,
    /** A field is missing or of the wrong type or form. */
    FIELD,
    /** A number with a fraction or an exponent: money is whole fen, weight whole grams. */
    FRACTION,
    /** A field is outside its limits. */
    BOUNDS,
    /** The total is not the sum of the amounts, or no price of the weight. */
    TOTAL,
    /** A unit that no weight is told in here, e.g. pieces. */
    UNIT,
    /** The scale says that it cannot do what it was asked. */
    COMMAND,
    /** A message that could be read in two ways, so that no number of it can be trusted. */
    AMBIGUOUS;

    /** The word in published messages: {@code checksum}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
