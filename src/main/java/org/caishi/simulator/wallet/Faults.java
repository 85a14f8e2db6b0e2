/** What is wrong with a notice, as a test or a person asks for it. */
package org.caishi.simulator.wallet;

import org.jspecify.annotations.Nullable;

/**
 * All but {@code duplicates}, {@code delayMillis} and {@code reorder} belong to its first {@code attempts} attempts (1 unless
 * given); the retries after them are as they should be. What a service's notices have no word for changes nothing there.
 *
 * @param duplicates copies sent at the same time as the first attempt, beside it
 * @param delayMillis waits so long before the first attempt; not scaled
 * @param reorder holds the first attempt back until so many other notices went out, for 10 s (scaled) at most
 * @param loss the attempt never arrives
 * @param badSignature one bit of the signature is wrong
 * @param probe the service's own way to see whether signatures are looked at (WeChat's {@code WECHATPAY/SIGNTEST/})
 * @param wrongKey signed, or under a right signature encrypted, with another key
 * @param ageSeconds sent so long ago, as it says itself
 * @param wrongAmount in fen instead of the true one
 * @param wrongCurrency instead of CNY
 * @param wrongApp the application's id instead of the true one
 * @param wrongMerchant the number of whoever has the contract instead of the true one
 * @param wrongSubMerchant the vendor's number instead of the true one
 */
public record Faults(
        int duplicates,
        long delayMillis,
        int reorder,
        @Nullable Integer attempts,
        boolean loss,
        boolean badSignature,
        boolean probe,
        boolean wrongKey,
        long ageSeconds,
        @Nullable Long wrongAmount,
        @Nullable String wrongCurrency,
        @Nullable String wrongApp,
        @Nullable String wrongMerchant,
        @Nullable String wrongSubMerchant) {
    public static final Faults NONE =
            new Faults(0, 0, 0, null, false, false, false, false, 0, null, null, null, null, null);

    static final int MOST_DUPLICATES = 100;

    public Faults {
        if (duplicates < 0 || duplicates > MOST_DUPLICATES || delayMillis < 0 || reorder < 0) {
            throw new IllegalArgumentException(
                    "duplicates 0 to " + MOST_DUPLICATES + ", delay and reorder not negative");
        }
    }

    /** What is wrong with one attempt, counted from 1. */
    public Faults at(int attempt) {
        return attempt <= (attempts == null ? 1 : attempts) ? this : NONE;
    }
}
