/** On what the goods are weighed again, compared with the scale that sold them. */
package org.caishi.scale.metrology;

enum Method {
    /** On the same scale, or on a more accurate one. */
    SAME,
    /** On another scale of equal accuracy. */
    EQUAL
}
