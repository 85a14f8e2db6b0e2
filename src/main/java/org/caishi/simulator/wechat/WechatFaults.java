/** The misbehaviours that a test asks for: what shall be wrong with which notices. */
package org.caishi.simulator.wechat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Waiting faults are taken by the first notice they fit: those for its order before those for "the next k". */
@Component
@SimulatesWechat
class WechatFaults {
    static final int MOST_DUPLICATES = 100;

    /** Orders whose faults wait at the same time; a test that forgets them does not fill the memory. */
    private static final int MOST_ORDERS = 10_000;

    private final Map<String, Faults> forOrder = new ConcurrentHashMap<>();
    private final AtomicInteger nextLeft = new AtomicInteger();
    private volatile Faults forNext = Faults.NONE;

    /**
     * What is wrong with a notice. All but {@code duplicates}, {@code delayMillis} and {@code reorder} belong to its first
     * {@code attempts} attempts (1 unless given); the retries after them are as they should be.
     *
     * @param duplicates copies sent at the same time as the first attempt, beside it
     * @param delayMillis waits so long before the first attempt; not scaled
     * @param reorder holds the first attempt back until so many other notices went out, for 10 s (scaled) at most
     * @param loss the attempt never arrives
     * @param badSignature one bit of the signature is wrong
     * @param signtest the signature begins with {@code WECHATPAY/SIGNTEST/}
     * @param wrongKey the resource is encrypted with another key, under a right signature
     * @param ageSeconds signed so long ago
     * @param wrongAmount {@code amount.total} in fen instead of the true one
     * @param wrongCurrency the currency instead of CNY
     * @param wrongAppid {@code sp_appid} instead of the true one
     * @param wrongMchid {@code sp_mchid} instead of the true one
     * @param wrongSubMchid {@code sub_mchid} instead of the true one
     */
    record Faults(
            int duplicates,
            long delayMillis,
            int reorder,
            @Nullable Integer attempts,
            boolean loss,
            boolean badSignature,
            boolean signtest,
            boolean wrongKey,
            long ageSeconds,
            @Nullable Long wrongAmount,
            @Nullable String wrongCurrency,
            @Nullable String wrongAppid,
            @Nullable String wrongMchid,
            @Nullable String wrongSubMchid) {
        static final Faults NONE =
                new Faults(0, 0, 0, null, false, false, false, false, 0, null, null, null, null, null);

        Faults {
            if (duplicates < 0 || duplicates > MOST_DUPLICATES || delayMillis < 0 || reorder < 0) {
                throw new IllegalArgumentException(
                        "duplicates 0 to " + MOST_DUPLICATES + ", delay and reorder not negative");
            }
        }

        /** What is wrong with one attempt, counted from 1. */
        Faults at(int attempt) {
            return attempt <= (attempts == null ? 1 : attempts) ? this : NONE;
        }
    }

    void put(String outTradeNo, Faults faults) {
        if (forOrder.size() >= MOST_ORDERS) {
            forOrder.clear();
        }
        forOrder.put(outTradeNo, faults);
    }

    void putNext(int count, Faults faults) {
        forNext = faults;
        nextLeft.set(count);
    }

    Faults take(String outTradeNo) {
        Faults own = forOrder.isEmpty() ? null : forOrder.remove(outTradeNo);
        if (own != null) {
            return own;
        }
        boolean one = nextLeft.get() > 0 && nextLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        return one ? forNext : Faults.NONE;
    }
}
