/** Whether a plate may be paid at; a revoked plate never comes back. */
package org.caishi.market;

public enum PlateState {
    ACTIVE,
    REVOKED
}
