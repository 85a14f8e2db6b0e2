/** The vendors of a market. */
package org.caishi.market;

import java.util.List;
import org.caishi.platform.NotFound;
import org.caishi.platform.Vault;
import org.springframework.stereotype.Component;

@Component
public class Vendors {
    static final String OWNER = "market_vendor.owner";
    static final String PHONE = "market_vendor.phone";

    private final VendorRows rows;
    private final Vault vault;

    Vendors(VendorRows rows, Vault vault) {
        this.rows = rows;
        this.vault = vault;
    }

    /**
     * One vendor.
     *
     * @throws NotFound when this market has no such vendor
     */
    public Vendor byId(long marketId, long vendorId) {
        return rows.byId(marketId, vendorId).orElseThrow(() -> new NotFound("vendor " + vendorId));
    }

    /** All vendors of a market, those who left too; at most 5,000. */
    public List<Vendor> of(long marketId) {
        return rows.of(marketId);
    }

    /** Who has this phone, found by its keyed hash; nobody when the text is no number. */
    public List<Vendor> byPhone(long marketId, String phone) {
        return PhoneNumber.read(phone)
                .map(number -> rows.byPhone(marketId, vault.hash(number.digits(), PHONE)))
                .orElseGet(List::of);
    }
}
