/** What is let into the register is found again, whole, by those who may, and by nobody else. */
package org.caishi.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.caishi.platform.BadInput;
import org.caishi.platform.NotFound;
import org.caishi.platform.Vault;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class OnboardingTest {
    private static final AtomicLong NEXT_MARKET = new AtomicLong(30_100);

    @Autowired
    Onboarding onboarding;

    @Autowired
    Markets markets;

    @Autowired
    Stalls stalls;

    @Autowired
    Vendors vendors;

    @Autowired
    Plates plates;

    @Autowired
    Vault vault;

    @Autowired
    JdbcTemplate jdbc;

    private long marketId;
    private Zone zone;

    @BeforeEach
    void openAMarket() {
        marketId = open();
        zone = onboarding.addZone(marketId, "水产", 1);
    }

    @Test
    void aMarketIsFoundAtOnceByIdAndCode() {
        Market market = markets.byId(marketId);

        assertThat(markets.byCode("test" + marketId)).contains(market);
        assertThat(markets.all()).contains(market);
        assertThat(market.day().cutHour()).isEqualTo(4);
        assertThat(markets.zones(marketId)).containsExactly(zone);
        assertThatThrownBy(() -> markets.byId(999_999)).isInstanceOf(NotFound.class);
    }

    @Test
    void aScannedPlateTellsStallVendorAndMarket() {
        Stall stall = stall("A01");
        Vendor vendor = vendor("欧阳静", "138 0000 1234");
        Plate plate = onboarding.bindPlate(marketId, stall.stallId(), vendor.vendorId());

        PlateHolder holder = plates.find(plate.token()).orElseThrow();

        assertThat(holder.plate()).isEqualTo(plate);
        assertThat(holder.plate().serial()).isEqualTo(marketId + "-A01-1");
        assertThat(holder.market()).isEqualTo(markets.byId(marketId));
        assertThat(holder.vendor()).isEqualTo(vendor);
        assertThat(holder.stall()).isEqualTo(stalls.byId(marketId, stall.stallId()));
        assertThat(holder.stall().state()).isEqualTo(StallState.TRADING);
        assertThat(stalls.ofVendor(marketId, vendor.vendorId())).contains(holder.stall());
        assertThat(plates.of(marketId)).containsExactly(holder);
    }

    @Test
    void aRevokedPlateIsNotFoundAndTheNewOneIs() {
        Stall stall = stall("A01");
        Plate old = onboarding.bindPlate(
                marketId, stall.stallId(), vendor("王芳", "13800000001").vendorId());
        Vendor next = vendor("赵强", "13800000002");

        assertThat(plates.find(old.token())).isPresent();
        Plate fresh = onboarding.bindPlate(marketId, stall.stallId(), next.vendorId());

        assertThat(plates.find(old.token())).isEmpty();
        assertThat(plates.find(fresh.token()).orElseThrow().vendor()).isEqualTo(next);
        assertThat(fresh.serial()).isEqualTo(marketId + "-A01-2");
        assertThat(plates.ofStall(marketId, stall.stallId())).contains(fresh);
        assertThat(jdbc.queryForList(
                        "select action from identity_audit where market_id = ? and subject = 'stall A01' order by audit_id",
                        String.class,
                        marketId))
                .containsExactly("plate.bind", "plate.rebind");
    }

    @Test
    void nothingIsFoundForTokensThatNobodyDrew() {
        Stall stall = stall("A01");
        Plate plate = onboarding.bindPlate(
                marketId, stall.stallId(), vendor("王芳", "13800000001").vendorId());

        assertThat(plates.find("")).isEmpty();
        assertThat(plates.find(plate.token().toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(plates.find(plate.token() + " ")).isEmpty();
        assertThat(plates.find(PlateToken.draw(marketId, new SecureRandom()))).isEmpty();
    }

    @Test
    void anotherMarketsStallAndVendorDoNotExistHere() {
        Stall stall = stall("A01");
        Vendor vendor = vendor("王芳", "13800000001");
        long other = open();

        assertThatThrownBy(() -> stalls.byId(other, stall.stallId())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> vendors.byId(other, vendor.vendorId())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> onboarding.bindPlate(other, stall.stallId(), vendor.vendorId()))
                .isInstanceOf(NotFound.class);
        assertThat(stalls.byNo(other, "A01")).isEmpty();
        assertThat(plates.of(other)).isEmpty();
    }

    @Test
    void aStallNumberIsGivenOnceInAMarket() {
        Stall first = stall("A01");

        assertThatThrownBy(() -> stall("A01"))
                .isInstanceOfSatisfying(
                        BadInput.class,
                        refusal -> assertThat(refusal.messageKey()).isEqualTo("market.stall.number.taken"));
        assertThatThrownBy(() -> stall("甲<1>")).isInstanceOf(BadInput.class);
        assertThat(stalls.of(marketId)).containsExactly(first);
    }

    @Test
    void nameAndPhoneAreSealedAndThePhoneIsFoundByItsHash() {
        Vendor vendor = vendor("王建国", "+86 138-0000-1234");

        byte[] owner = sealed("owner_sealed", vendor);
        assertThat(new String(owner, StandardCharsets.UTF_8)).doesNotContain("建国");
        assertThat(vault.openText(owner, Vendors.OWNER)).isEqualTo("王建国");
        assertThat(vault.openText(sealed("phone_sealed", vendor), Vendors.PHONE))
                .isEqualTo("13800001234");
        assertThat(vendor.ownerMasked()).isEqualTo("王**");
        assertThat(vendor.phoneMasked()).isEqualTo("138****1234");
        assertThat(vendors.byPhone(marketId, "13800001234")).containsExactly(vendor);
        assertThat(vendors.byPhone(marketId, "13800001235")).isEmpty();
        assertThat(vendors.byPhone(open(), "13800001234")).isEmpty();
    }

    @Test
    void aVendorWithoutNameOrPhoneIsNotAdmitted() {
        assertThatThrownBy(() -> vendor("  ", "13800000001")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> vendor("王芳", "12345")).isInstanceOf(BadInput.class);
        assertThat(vendors.of(marketId)).isEmpty();
    }

    private byte[] sealed(String column, Vendor vendor) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select " + column + " from market_vendor where market_id = ? and vendor_id = ?",
                byte[].class,
                marketId,
                vendor.vendorId()));
    }

    private long open() {
        long id = NEXT_MARKET.getAndIncrement();
        return onboarding
                .openMarket(new Market(
                        id,
                        "test" + id,
                        "试验市场",
                        MarketKind.NIGHT,
                        "试验路 1 号",
                        ZoneId.of("Asia/Shanghai"),
                        4,
                        "0000-12315"))
                .marketId();
    }

    private Stall stall(String stallNo) {
        return onboarding.addStall(new NewStall(marketId, zone.zoneId(), stallNo, 1, 10, 20));
    }

    private Vendor vendor(String owner, String phone) {
        return onboarding.admit(new NewVendor(marketId, "鲜鱼档", owner, phone, "水产", "92000000MA00000001"));
    }
}
