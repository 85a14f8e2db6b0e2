/** A market of its own for one test class: a stall with a plate, a vendor who can take WeChat Pay and Alipay, a split rule. */
package org.caishi.testing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.ledger.Ledger;
import org.caishi.market.Market;
import org.caishi.market.MarketKind;
import org.caishi.market.NewStall;
import org.caishi.market.NewVendor;
import org.caishi.market.Onboarding;
import org.caishi.market.PlateHolder;
import org.caishi.market.Plates;
import org.caishi.market.Stall;
import org.caishi.market.Vendor;
import org.caishi.market.Zone;
import org.caishi.settlement.FeePayer;
import org.caishi.settlement.RuleScope;
import org.caishi.settlement.SplitRules;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.springframework.stereotype.Component;

@Component
public class TestMarket {
    private static final AtomicLong NEXT = new AtomicLong(Long.getLong("caishi.test.markets-from", 20_000));

    private final Onboarding onboarding;
    private final Plates plates;
    private final Merchants merchants;
    private final SplitRules rules;
    private final Ledger ledger;

    TestMarket(Onboarding onboarding, Plates plates, Merchants merchants, SplitRules rules, Ledger ledger) {
        this.onboarding = onboarding;
        this.plates = plates;
        this.merchants = merchants;
        this.rules = rules;
        this.ledger = ledger;
    }

    /** A new market with one zone and a rule of 60 bp commission and 38 bp fee borne by the vendor. */
    public Market open(int dayCutHour) {
        long id = NEXT.incrementAndGet();
        Market market = onboarding.openMarket(new Market(
                id,
                "test" + id,
                "测试菜市场",
                dayCutHour == 0 ? MarketKind.FARMERS : MarketKind.NIGHT,
                "老街1号",
                ZoneId.of("Asia/Shanghai"),
                dayCutHour,
                "12315"));
        rules.add(id, RuleScope.MARKET, "", BasisPoints.of(60), BasisPoints.of(38), FeePayer.VENDOR, LocalDate.EPOCH);
        return market;
    }

    /** A stall with a vendor, a plate and a sub-merchant at the channel. */
    public PlateHolder stall(Market market, String stallNo) {
        long id = market.marketId();
        Zone zone = onboarding.addZone(id, "蔬菜区" + stallNo, 1);
        Stall stall = onboarding.addStall(new NewStall(id, zone.zoneId(), stallNo, 1, 0, 0));
        Vendor vendor = onboarding.admit(new NewVendor(id, "老王蔬菜", "王建国", "13800138000", "蔬菜", "JY0001"));
        merchants.register(id, vendor.vendorId(), ChannelName.WECHAT, merchantNo(vendor));
        merchants.register(id, vendor.vendorId(), ChannelName.ALIPAY, alipayNo(vendor));
        String token =
                onboarding.bindPlate(id, stall.stallId(), vendor.vendorId()).token();
        return plates.find(token).orElseThrow();
    }

    public static String merchantNo(Vendor vendor) {
        return "sub" + vendor.vendorId();
    }

    public static String alipayNo(Vendor vendor) {
        return "2088" + vendor.vendorId();
    }

    /** Debits less credits over all accounts of the market; zero in sound books. */
    public Money trialBalance(Market market) {
        return ledger.balances(market.marketId()).values().stream().reduce(Money.ZERO, Money::plus);
    }

    public Map<String, Money> balances(Market market) {
        return ledger.balances(market.marketId());
    }
}
