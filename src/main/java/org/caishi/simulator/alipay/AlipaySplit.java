/** A split of one trade (分账), or a split taken back: taken at once, done a little later. */
package org.caishi.simulator.alipay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param back whether it brings parts back from their receivers
 * @param finishes whether what is left is the sub-merchant's afterwards
 * @param done null while it is under way
 */
record AlipaySplit(
        String outRequestNo,
        String settleNo,
        List<Part> parts,
        boolean back,
        boolean finishes,
        Instant created,
        @Nullable Instant done) {
    /** How much goes to whom, or comes from whom, in fen. */
    record Part(String account, String accountType, long amount) {}

    AlipaySplit done(Instant now) {
        return new AlipaySplit(outRequestNo, settleNo, parts, back, finishes, created, now);
    }

    /** What went out; negative for what came back. */
    long outFen() {
        long sum = parts.stream().mapToLong(Part::amount).sum();
        return back ? -sum : sum;
    }

    /** What an account got by it; negative for what it gave back. */
    long gotFen(String account) {
        long sum = parts.stream()
                .filter(part -> part.account().equals(account))
                .mapToLong(Part::amount)
                .sum();
        return back ? -sum : sum;
    }
}
