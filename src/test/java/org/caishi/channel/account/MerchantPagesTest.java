/** A vendor's numbers at the channels are seen and changed on the vendor's page, by those who may, and the change counts at the stall. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class MerchantPagesTest {
    @Autowired
    Merchants merchants;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    final Customer customer = new Customer();
    Market market;
    PlateHolder stall;
    Visitor manager;
    String page = "";

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        stall = markets.stall(market, "A01");
        manager = staff.signedIn(Role.MANAGER, market);
        page = "/manage/" + market.code() + "/merchants/" + stall.vendor().vendorId();
    }

    @Test
    void aStoppedNumberTakesNoMoneyUntilItIsResumed() {
        assertThat(state("STOPPED")).contains("已停用");
        assertThat(order()).contains("还没有开通");
        assertThat(state("ACTIVE")).contains("使用中");
        assertThat(order()).contains("WAITING");
        assertThat(actions()).containsExactly("vendor.merchant.stopped", "vendor.merchant.active");
    }

    @Test
    void aNumberIsEnteredReplacedAndNeverAnothers() {
        PlateHolder other = markets.stall(market, "A02");
        assertThat(register("UNIONPAY", "898330000000001")).contains("898330000000001");
        assertThat(register("WECHAT", "1900" + market.marketId())).contains("1900" + market.marketId());
        assertThat(register("WECHAT", TestMarket.merchantNo(other.vendor()))).contains("已属于另一家商户");
        assertThat(register("WECHAT", "no number!")).contains("商户号是 4 至 40 位");
        assertThat(register("CASH", "1234")).contains("暂不支持这个渠道");

        assertThat(merchants.merchantNo(market.marketId(), stall.vendor().vendorId(), ChannelName.WECHAT))
                .contains("1900" + market.marketId());
        assertThat(jdbc.queryForList(
                        "select detail from identity_audit where market_id = ? and action = 'vendor.merchant.put'",
                        String.class,
                        market.marketId()))
                .containsExactly(
                        "UNIONPAY 898330000000001",
                        "WECHAT 1900" + market.marketId() + ", was " + TestMarket.merchantNo(stall.vendor()));
        assertThat(manager.get("/manage/" + market.code() + "/merchants").body())
                .contains("898330000000001")
                .contains("未开通");
    }

    @Test
    void othersMaySeeOrNotEvenThat() {
        Visitor inspector = staff.signedIn(Role.INSPECTOR, market);
        assertThat(inspector.get(page).body())
                .contains(TestMarket.merchantNo(stall.vendor()))
                .doesNotContain("name=\"merchantNo\"");
        assertThat(inspector
                        .post(page, Map.of("channel", "WECHAT", "merchantNo", "1234", "_csrf", inspector.token(page)))
                        .statusCode())
                .isEqualTo(403);

        Market elsewhere = markets.open(0);
        Visitor stranger = staff.signedIn(Role.MANAGER, elsewhere);
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
        assertThat(stranger.get("/manage/" + elsewhere.code() + "/merchants/"
                                + stall.vendor().vendorId())
                        .statusCode())
                .isEqualTo(404);
        assertThat(actions()).isEmpty();
    }

    private String register(String channel, String number) {
        return Staff.submit(manager, page, page, Map.of("channel", channel, "merchantNo", number));
    }

    private String state(String state) {
        return Staff.submit(manager, page, page + "/state", Map.of("channel", "WECHAT", "state", state));
    }

    private String order() {
        return customer.post("/q/" + stall.plate().token() + "/orders", Customer.FORM, "amount=1.00")
                .body();
    }

    private List<String> actions() {
        return jdbc.queryForList(
                "select action from identity_audit where market_id = ? and action like 'vendor.merchant.%'"
                        + " order by audit_id",
                String.class, market.marketId());
    }
}
