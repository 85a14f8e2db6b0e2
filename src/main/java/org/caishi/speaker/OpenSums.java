/** Knows which of the sums that customers are asked for are still to be paid: for the module that asks them to say. */
package org.caishi.speaker;

public interface OpenSums {
    /**
     * Whether this one is.
     *
     * @param subjectNo as the announcement was ordered with
     */
    boolean isOpen(long marketId, long subjectNo);
}
