/** What a person may let go wrong with the notice of a payment, on the page that stands for the phone. */
package org.caishi.simulator.wallet;

import org.jspecify.annotations.Nullable;

/** By its name on the page: message keys {@code simulator.wallet.mishap.<NAME>}. */
public enum Mishap {
    NONE(Faults.NONE),
    TWICE(faults(3, 0, false, false, false, 0, null)),
    LATE(faults(0, 20_000, false, false, false, 0, null)),
    /** Never arrives: the merchant has to ask. */
    LOST(faults(0, 0, true, false, false, 0, null)),
    BAD_SIGNATURE(faults(0, 0, false, true, false, 0, null)),
    WRONG_KEY(faults(0, 0, false, false, true, 0, null)),
    STALE(faults(0, 0, false, false, false, 3600, null)),
    /** One fen, whatever was paid. */
    WRONG_AMOUNT(faults(0, 0, false, false, false, 0, 1L));

    /** More than any service tries. */
    private static final int EVERY_ATTEMPT = 99;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final Faults faults;

    Mishap(Faults faults) {
        this.faults = faults;
    }

    public Faults faults() {
        return faults;
    }

    private static Faults faults(
            int duplicates,
            long delayMillis,
            boolean loss,
            boolean badSignature,
            boolean wrongKey,
            long ageSeconds,
            @Nullable Long amount) {
        return new Faults(
                duplicates,
                delayMillis,
                0,
                amount == null ? EVERY_ATTEMPT : null,
                loss,
                badSignature,
                false,
                wrongKey,
                ageSeconds,
                amount,
                null,
                null,
                null,
                null);
    }
}
