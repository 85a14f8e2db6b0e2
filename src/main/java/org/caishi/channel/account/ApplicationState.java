/** How far a vendor's application to a channel has come, and what may follow. */
package org.caishi.channel.account;

import java.util.Set;

enum ApplicationState {
    /** Being filled in. */
    DRAFT,
    /** Handed in at the channel. */
    SUBMITTED,
    /** The channel looks at it. */
    AUDITING,
    /** The vendor has to sign, by the link that the channel sent. */
    TO_BE_SIGNED,
    /** The vendor is a sub-merchant. */
    FINISHED,
    /** The channel said no, with a reason; it can be mended and handed in again. */
    REJECTED;

    /** What may follow; a channel may skip steps, but never go back to one. */
    Set<ApplicationState> next() {
        return switch (this) {
            case DRAFT -> Set.of(SUBMITTED);
            case SUBMITTED -> Set.of(AUDITING, TO_BE_SIGNED, FINISHED, REJECTED);
            case AUDITING -> Set.of(TO_BE_SIGNED, FINISHED, REJECTED);
            case TO_BE_SIGNED -> Set.of(FINISHED, REJECTED);
            case REJECTED -> Set.of(DRAFT);
            case FINISHED -> Set.of();
        };
    }

    boolean mayBecome(ApplicationState later) {
        return next().contains(later);
    }

    /** Whether it is the market's turn; otherwise it is the channel's, whose word the bank enters. */
    public boolean isWithMarket() {
        return this == DRAFT || this == REJECTED;
    }
}
