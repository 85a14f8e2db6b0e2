/** Whether a vendor may collect. */
package org.caishi.market;

public enum VendorState {
    ACTIVE,
    /** Collects nothing until somebody lifts it; what was paid before stays his. */
    FROZEN,
    LEFT
}
