/** The record of a re-weigh as it is printed on A4 and signed. */
package org.caishi.scale.metrology;

import org.caishi.identity.MarketStaff;
import org.caishi.identity.Person;
import org.caishi.market.Market;
import org.caishi.market.MarketDoor;
import org.caishi.market.Stalls;
import org.caishi.market.Vendors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
class ReweighRecordPage {
    private final MarketDoor door;
    private final Reweighs reweighs;
    private final ScaleRegister register;
    private final Stalls stalls;
    private final Vendors vendors;

    ReweighRecordPage(MarketDoor door, Reweighs reweighs, ScaleRegister register, Stalls stalls, Vendors vendors) {
        this.door = door;
        this.reweighs = reweighs;
        this.register = register;
        this.stalls = stalls;
        this.vendors = vendors;
    }

    @GetMapping("/manage/{marketCode}/reweighs/{reweighId}")
    @MarketStaff
    String record(
            @AuthenticationPrincipal Person person,
            @PathVariable String marketCode,
            @PathVariable long reweighId,
            Model model) {
        Market market = door.enter(person, marketCode);
        Reweigh reweigh = reweighs.byId(market, reweighId);
        model.addAttribute("market", market);
        model.addAttribute("record", reweigh);
        model.addAttribute("stall", stalls.byId(market.marketId(), reweigh.stallId()));
        model.addAttribute("vendor", vendors.byId(market.marketId(), reweigh.vendorId()));
        model.addAttribute("fairSerial", register.serial(market.marketId(), reweigh.fairDeviceId()));
        model.addAttribute("soldSerial", register.serial(market.marketId(), reweigh.soldDeviceId()));
        model.addAttribute("zone", market.timeZone());
        return "scale/record";
    }
}
