/** Finds what is a signed-in vendor's own: the stall with the plate whose money it is, and the orders. */
package org.caishi.payment;

import org.caishi.identity.Person;
import org.caishi.market.Markets;
import org.caishi.market.Plate;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.market.Stalls;
import org.caishi.market.Vendors;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.springframework.stereotype.Component;

@Component
class VendorStalls {
    private final Markets markets;
    private final Stalls stalls;
    private final Vendors vendors;
    private final Plates plates;
    private final PaymentOrders orders;

    VendorStalls(Markets markets, Stalls stalls, Vendors vendors, Plates plates, PaymentOrders orders) {
        this.markets = markets;
        this.stalls = stalls;
        this.vendors = vendors;
        this.plates = plates;
        this.orders = orders;
    }

    /**
     * The person's stall.
     *
     * @throws NotFound when the person is no vendor
     * @throws BadInput when the vendor has no stall, or the stall no plate
     */
    PlateHolder of(Person person) {
        Long marketId = person.marketId();
        Long vendorId = person.vendorId();
        if (marketId == null || vendorId == null) {
            throw new NotFound("a stand of user " + person.userId());
        }
        Stall stall = stalls.ofVendor(marketId, vendorId).orElseThrow(() -> new BadInput("payment.stall.closed"));
        Plate plate = plates.ofStall(marketId, stall.stallId()).orElseThrow(() -> new BadInput("payment.stall.closed"));
        return new PlateHolder(markets.byId(marketId), stall, vendors.byId(marketId, vendorId), plate);
    }

    /**
     * A vendor's own order.
     *
     * @throws NotFound when there is none of that number, or it is another vendor's
     */
    PaymentOrder order(Person vendor, String printed) {
        Long marketId = vendor.marketId();
        Long vendorId = vendor.vendorId();
        return OrderNumber.parse(printed)
                .filter(number -> marketId != null && number.marketId() == marketId)
                .flatMap(number -> orders.find(number.marketId(), number.orderNo()))
                .filter(order -> vendorId != null && order.vendorId() == vendorId)
                .orElseThrow(() -> new NotFound("order " + printed));
    }
}
