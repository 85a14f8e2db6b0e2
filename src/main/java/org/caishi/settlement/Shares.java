/** Keeps who got what of each payment. */
package org.caishi.settlement;

import java.time.LocalDate;
import java.util.ArrayList;
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
        List<Share> shares = new ArrayList<>(4);
        record Part(Party party, Money amount) {}
        for (Part part : List.of(
                new Part(Party.VENDOR, split.vendor()),
                new Part(Party.MARKET, split.commission()),
                new Part(Party.CHANNEL, split.channelFee()),
                new Part(Party.SUBSIDY, split.subsidy().negated()))) {
            if (part.party == Party.VENDOR || !part.amount.isZero()) {
                shares.add(new Share(
                        marketId,
                        orderNo,
                        shares.size() + 1,
                        Kind.PAYMENT,
                        orderNo,
                        stallId,
                        vendorId,
                        part.party,
                        part.amount,
                        businessDate));
            }
        }
        return shares;
    }

    /** Writes shares with the caller's booking. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(List<Share> shares) {
        shares.forEach(share -> rows.add(share, share.amount().fen()));
        rows.flush();
    }
}
