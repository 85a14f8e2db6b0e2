/** Ends money in suspense by hand: it stays with the vendor at whose sub-merchant it lies, or goes back to its payer. */
package org.caishi.payment;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.caishi.channel.Merchants;
import org.caishi.identity.AuditTrail;
import org.caishi.identity.Person;
import org.caishi.ledger.Account;
import org.caishi.ledger.AccountKind;
import org.caishi.ledger.Journal;
import org.caishi.ledger.Ledger;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.market.Vendor;
import org.caishi.market.Vendors;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Transactions;
import org.caishi.settlement.Shares;
import org.caishi.settlement.Split;
import org.caishi.settlement.SplitRules;
import org.springframework.stereotype.Component;

/**
 * The money is at the channel, with one vendor's sub-merchant: nobody but that vendor may keep it (the law behind it is in
 * the ledger's chart: the books mirror, they never hold).
 */
@Component
class SuspenseDesk {
    /** What a page shows; what is owed back comes first. */
    private static final int SHOWN = 200;

    private final SuspenseRows rows;
    private final RefundRows refunds;
    private final PaymentOrders orders;
    private final BookDays bookDays;
    private final Merchants merchants;
    private final Vendors vendors;
    private final Stalls stalls;
    private final Plates plates;
    private final SplitRules rules;
    private final Shares shares;
    private final Ledger ledger;
    private final AuditTrail audit;
    private final Transactions transactions;
    private final Clock clock;

    SuspenseDesk(
            SuspenseRows rows,
            RefundRows refunds,
            PaymentOrders orders,
            BookDays bookDays,
            Merchants merchants,
            Vendors vendors,
            Stalls stalls,
            Plates plates,
            SplitRules rules,
            Shares shares,
            Ledger ledger,
            AuditTrail audit,
            Transactions transactions,
            Clock clock) {
        this.rows = rows;
        this.refunds = refunds;
        this.orders = orders;
        this.bookDays = bookDays;
        this.merchants = merchants;
        this.vendors = vendors;
        this.stalls = stalls;
        this.plates = plates;
        this.rules = rules;
        this.shares = shares;
        this.ledger = ledger;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<Suspense> newest(long marketId) {
        return rows.newest(marketId, SHOWN);
    }

    /** The vendor at whose sub-merchant the money lies, if it is one of this market. */
    Optional<Vendor> vendorOf(Suspense row) {
        return merchants
                .find(row.channel(), row.merchantNo())
                .filter(owner -> owner.marketId() == row.marketId())
                .map(owner -> vendors.byId(owner.marketId(), owner.vendorId()));
    }

    /**
     * Lets the vendor keep it, split by the rule in force, on the business date of now.
     *
     * @throws BadInput when it has ended, is on its way back, or lies with no vendor of this market
     */
    void assign(long marketId, long suspenseId, Person who) {
        transactions.run(() -> {
            LocalDate date = bookDays.hold(marketId).dateOf(clock.instant());
            Suspense row = rows.lock(marketId, suspenseId).orElseThrow(() -> new NotFound("suspense"));
            if (row.state() != Suspense.State.OWED_BACK || refunds.heldOfSuspense(marketId, suspenseId) > 0) {
                throw new BadInput("payment.suspense.ended");
            }
            if (!row.isOfOurMoney()) {
                throw new BadInput("payment.suspense.foreign");
            }
            Vendor vendor = vendorOf(row).orElseThrow(() -> new BadInput("payment.suspense.no.vendor"));
            Stall stall = stallOf(row, vendor).orElseThrow(() -> new BadInput("payment.suspense.no.vendor"));
            Instant now = clock.instant();
            rows.end(marketId, suspenseId, Suspense.State.ASSIGNED, now, who.userId(), vendor.vendorId());
            post(row, vendor, stall, date, now);
            audit.record(
                    marketId,
                    who,
                    "suspense.assign",
                    "suspense " + row.channelTxn(),
                    row.amount() + " to vendor " + vendor.vendorId());
        });
    }

    private Optional<Stall> stallOf(Suspense row, Vendor vendor) {
        return OrderNumber.parse(row.orderText())
                .filter(number -> number.marketId() == row.marketId())
                .flatMap(number -> orders.find(number.marketId(), number.orderNo()))
                .filter(order -> order.vendorId() == vendor.vendorId())
                .map(PaymentOrder::stallId)
                .or(() -> plates.ofVendor(row.marketId(), vendor.vendorId()).map(plate -> plate.stallId()))
                .map(stallId -> stalls.byId(row.marketId(), stallId));
    }

    private void post(Suspense row, Vendor vendor, Stall stall, LocalDate date, Instant now) {
        Split split = Split.of(
                row.amount(),
                rules.inForce(row.marketId(), date, stall.zoneId(), vendor.category(), vendor.vendorId()));
        ledger.post(List.of(new Journal(
                row.marketId(),
                "assign:" + row.suspenseId(),
                "SUSPENSE_ASSIGN",
                date,
                now,
                new Journal.Lines()
                        .debit(Account.of(AccountKind.SUSPENSE), row.amount())
                        .debit(Account.of(AccountKind.FEE_SUBSIDY), split.subsidy())
                        .credit(Account.vendor(vendor.vendorId()), split.vendor())
                        .credit(Account.of(AccountKind.MARKET_COMMISSION), split.commission())
                        .credit(Account.of(AccountKind.CHANNEL_FEE), split.channelFee())
                        .done())));
        shares.write(Shares.of(split, row.marketId(), row.suspenseId(), stall.stallId(), vendor.vendorId(), date));
    }
}
