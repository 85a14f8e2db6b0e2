/** Names one account of a market: its kind, and whose it is where a kind has many owners. */
package org.caishi.ledger;

/**
 * @param ownerId the vendor of a {@link AccountKind#VENDOR_PAYABLE} and of cash; 0 where the market has one such account
 */
public record Account(AccountKind kind, long ownerId) {
    public static Account of(AccountKind kind) {
        return new Account(kind, 0);
    }

    public static Account vendor(long vendorId) {
        return new Account(AccountKind.VENDOR_PAYABLE, vendorId);
    }

    /** The account's name within its market, e.g. {@code vendor_payable:4711}. */
    public String code() {
        return ownerId == 0 ? kind.row() : kind.row() + ":" + ownerId;
    }
}
