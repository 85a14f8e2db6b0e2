/** Whether somebody trades at a stall. */
package org.caishi.market;

public enum StallState {
    TRADING,
    VACANT,
    CLOSED
}
