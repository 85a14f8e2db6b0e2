/** What a person is to the product; every right follows from it. */
package org.caishi.identity;

public enum Role {
    /** Of the bank: all markets. */
    OPERATOR,
    /** Runs one market. */
    MANAGER,
    /** Keeps one market's money in order. */
    CLERK,
    /** Walks one market; sees no need to move money. */
    INSPECTOR,
    /** Sells at a stall. */
    VENDOR;

    /** Those whom {@link MoneyStaff} lets in; a page shows its buttons to them only. */
    public boolean movesMoney() {
        return this == OPERATOR || this == MANAGER || this == CLERK;
    }

    /** Those who may give back what they sold themselves, on the pages that {@link VendorOnly} guards, and nothing else. */
    public boolean givesBackOwnSales() {
        return this == VENDOR;
    }

    /** The name under which Spring Security knows it. */
    public String authority() {
        return "ROLE_" + name();
    }
}
