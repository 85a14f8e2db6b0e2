/** Keeps who got what of each payment. */
package org.caishi.settlement;

import java.time.LocalDate;
import java.util.List;
import org.caishi.settlement.Share.Kind;
import org.caishi.settlement.Share.Party;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Shares {
    private final ShareRows rows;

    Shares(ShareRows rows) {
        this.rows = rows;
    }

    /** The shares of a payment by its split; every payment has one VENDOR line, even of nothing. */
    public static List<Share> of(
            Split split, long marketId, long orderNo, long stallId, long vendorId, LocalDate businessDate) {
        return parts(split).stream()
                .map(part -> new Share(
                        marketId,
                        orderNo,
                        part.line,
                        Kind.PAYMENT,
                        orderNo,
                        stallId,
                        vendorId,
                        part.party,
                        part.amount,
                        businessDate))
                .toList();
    }

    /**
     * What is taken back of the shares of a payment: negative, on the day of the refund, so that a settled day stays as it
     * was and the next one carries it.
     *
     * @param taken by {@link Split#takenBack}
     */
    public static List<Share> back(
            Split taken, long marketId, long refundNo, long orderNo, long stallId, long vendorId, LocalDate date) {
        return parts(taken).stream()
                .map(part -> new Share(
                        marketId,
                        refundNo,
                        part.line,
                        Kind.REFUND,
                        orderNo,
                        stallId,
                        vendorId,
                        part.party,
                        part.amount.negated(),
                        date))
                .toList();
    }

    private record Part(int line, Party party, Money amount) {}

    private static List<Part> parts(Split split) {
        List<Part> all = List.of(
                new Part(1, Party.VENDOR, split.vendor()),
                new Part(2, Party.MARKET, split.commission()),
                new Part(3, Party.CHANNEL, split.channelFee()),
                new Part(4, Party.SUBSIDY, split.subsidy().negated()));
        return all.stream()
                .filter(part -> part.party == Party.VENDOR || !part.amount.isZero())
                .toList();
    }

    /** Writes shares with the caller's booking. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(List<Share> shares) {
        shares.forEach(share -> rows.add(ShareRows.Row.of(share)));
        rows.flush();
    }
}
