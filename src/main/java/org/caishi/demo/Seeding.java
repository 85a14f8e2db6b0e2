/** Writes a market of the demonstration where there is none yet: all of it or nothing. */
package org.caishi.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.caishi.catalog.Goods;
import org.caishi.catalog.NewGood;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.demo.Assortment.DemoGood;
import org.caishi.device.Devices;
import org.caishi.identity.HashedPassword;
import org.caishi.identity.Pins;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.market.Market;
import org.caishi.market.NewStall;
import org.caishi.market.NewVendor;
import org.caishi.market.Onboarding;
import org.caishi.market.Stall;
import org.caishi.market.Vendor;
import org.caishi.market.Zone;
import org.caishi.platform.Transactions;
import org.caishi.settlement.FeePayer;
import org.caishi.settlement.RuleScope;
import org.caishi.settlement.SplitRules;
import org.caishi.units.BasisPoints;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class Seeding {
    private static final BasisPoints COMMISSION = BasisPoints.of(60);
    private static final BasisPoints CHANNEL_FEE = BasisPoints.of(38);
    private static final LocalDate ALWAYS = LocalDate.of(2020, 1, 1);

    private final Onboarding onboarding;
    private final Goods goods;
    private final Merchants merchants;
    private final Devices devices;
    private final SplitRules rules;
    private final Users users;
    private final Pins pins;
    private final Transactions transactions;
    private final Clock clock;

    Seeding(
            Onboarding onboarding,
            Goods goods,
            Merchants merchants,
            Devices devices,
            SplitRules rules,
            Users users,
            Pins pins,
            Transactions transactions,
            Clock clock) {
        this.onboarding = onboarding;
        this.goods = goods;
        this.merchants = merchants;
        this.devices = devices;
        this.rules = rules;
        this.users = users;
        this.pins = pins;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The bank's operator, who belongs to no market. */
    void operator(String signInName, HashedPassword password, HashedPassword pin) {
        if (!users.exists(signInName)) {
            pins.set(users.add(signInName, "银行运营", password, Role.OPERATOR, null, null), pin);
        }
    }

    /** Writes the market in one transaction, so that a first start that was killed leaves nothing half. */
    void sow(DemoMarket plan, HashedPassword password, HashedPassword pin) {
        transactions.run(() -> {
            long marketId = onboarding.openMarket(plan.market()).marketId();
            rules.add(marketId, RuleScope.MARKET, "", COMMISSION, CHANNEL_FEE, FeePayer.VENDOR, ALWAYS);
            staff(plan, password, pin);
            List<NewGood> priceList = new ArrayList<>();
            int position = 1;
            for (DemoZone zone : plan.zones()) {
                Zone sown = onboarding.addZone(marketId, zone.name(), position++);
                zone.commission()
                        .ifPresent(own -> rules.add(
                                marketId,
                                RuleScope.ZONE,
                                Long.toString(sown.zoneId()),
                                own,
                                CHANNEL_FEE,
                                FeePayer.VENDOR,
                                ALWAYS));
                zone.stalls().forEach(stall -> priceList.addAll(sow(plan, sown, zone, stall, password)));
            }
            goods.addAll(priceList);
        });
    }

    private void staff(DemoMarket plan, HashedPassword password, HashedPassword pin) {
        Market market = plan.market();
        pins.set(users.add(market.code(), market.name() + "经理", password, Role.MANAGER, market.marketId(), null), pin);
        pins.set(
                users.add(
                        market.code() + "-clerk", market.name() + "财务", password, Role.CLERK, market.marketId(), null),
                pin);
    }

    /** One stall with all that belongs to it; returns what its vendor sells. */
    private List<NewGood> sow(DemoMarket plan, Zone zone, DemoZone drawn, DemoStall stall, HashedPassword password) {
        long marketId = zone.marketId();
        Vendor vendor = onboarding.admit(new NewVendor(
                marketId, stall.tradeName(), stall.ownerName(), stall.phone(), zone.name(), stall.licenceNo()));
        Stall sown = onboarding.addStall(
                new NewStall(marketId, zone.zoneId(), stall.stallNo(), stall.position(), stall.mapX(), stall.mapY()));
        onboarding.bindPlate(marketId, sown.stallId(), vendor.vendorId(), stall.token(), null);
        merchants.register(marketId, vendor.vendorId(), ChannelName.WECHAT, stall.merchantNo());
        merchants.register(marketId, vendor.vendorId(), ChannelName.ALIPAY, stall.alipayNo());
        merchants.register(marketId, vendor.vendorId(), ChannelName.UNIONPAY, stall.unionpayNo());
        DemoDevices.of(sown, drawn.isWeighed(), LocalDate.now(clock)).forEach(devices::register);
        users.add(stall.signInName(), stall.tradeName(), password, Role.VENDOR, marketId, vendor.vendorId());
        if (stall.stallNo().equals(plan.subsidised())) {
            rules.add(
                    marketId,
                    RuleScope.VENDOR,
                    Long.toString(vendor.vendorId()),
                    COMMISSION,
                    CHANNEL_FEE,
                    FeePayer.MARKET,
                    ALWAYS);
        }
        return priceList(vendor, stall.goods());
    }

    private static List<NewGood> priceList(Vendor vendor, List<DemoGood> drawn) {
        List<NewGood> list = new ArrayList<>();
        for (DemoGood good : drawn) {
            list.add(new NewGood(
                    vendor.marketId(),
                    vendor.vendorId(),
                    good.name(),
                    vendor.category(),
                    good.plu(),
                    good.price(),
                    list.size() + 1));
        }
        return list;
    }
}
