/** What became of goods that were sent to a scale. */
package org.caishi.scale.push;

enum PushState {
    PENDING,
    /** Written, and read back the same. */
    DONE,
    FAILED,
    /** Younger ones of the same goods took their place before they were sent. */
    SUPERSEDED
}
