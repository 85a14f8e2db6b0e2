/** Whether a contract kept in the product takes money. */
package org.caishi.channel;

public enum AccountState {
    /** Being filled in; no channel is built of it. */
    DRAFT,
    /** Takes new charges. */
    ACTIVE,
    /** Takes none; what it charged before is still asked about, given back, and its notices are still read. */
    STOPPED
}
