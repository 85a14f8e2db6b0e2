/** Why a weighing was taken back. */
package org.caishi.scale;

public enum VoidReason {
    /** The customer did not take it, or the wrong button was pressed: the one tap on the collecting page. */
    NOT_TAKEN,
    WRONG_GOODS,
    WRONG_WEIGHT,
    /** The same goods weighed again. */
    TWICE,
    /** Nothing was sold: the scale was tried out. */
    TEST,
    /** As the note says. */
    OTHER
}
