/** An application goes from the market's draft to the vendor's number, its personal data seen by nobody unnoticed. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.Vendor;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class ApplicationPagesTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");
    static final Map<String, String> DATA = Map.of(
            "shopName", "老王蔬菜",
            "owner", "王建国",
            "idNo", "11010519491231002X",
            "cardNo", "6222021234567890123",
            "bank", "农商银行",
            "phone", "13800138000");

    @Autowired
    Merchants merchants;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    Vendor vendor;
    Visitor manager;
    Visitor operator;

    @BeforeEach
    void openTheStall() {
        market = markets.open(0);
        vendor = markets.stall(market, "A01").vendor();
        manager = staff.signedIn(Role.MANAGER, market);
        operator = staff.signedIn(Role.OPERATOR, null);
    }

    @Test
    void aRejectedOneIsMendedHandedInAgainAndFinishedWithANumber() {
        String page = begin();
        assertThat(move(manager, page, "SUBMITTED", "", "")).contains("已提交");
        assertThat(move(operator, page, "AUDITING", "", "")).contains("审核中");
        assertThat(move(operator, page, "REJECTED", "", "")).contains("驳回要写明原因");
        assertThat(move(operator, page, "REJECTED", "银行卡户名不符", ""))
                .contains("已驳回")
                .contains("银行卡户名不符");
        assertThat(move(manager, page, "DRAFT", "", "")).contains("草稿");
        assertThat(Staff.submit(
                        manager, page, page, with("cardNo", "6222029999999999999", "version", version(manager, page))))
                .contains("已保存");
        move(manager, page, "SUBMITTED", "换了银行卡", "");
        assertThat(move(operator, page, "TO_BE_SIGNED", "签约链接已发给商户", "")).contains("待签约");
        assertThat(move(operator, page, "FINISHED", "", "")).contains("商户号是 4 至 40 位");
        assertThat(move(operator, page, "FINISHED", "", "8983" + market.marketId()))
                .contains("已开通");

        assertThat(merchants.merchantNo(market.marketId(), vendor.vendorId(), ChannelName.UNIONPAY))
                .contains("8983" + market.marketId());
        assertThat(jdbc.queryForList(
                        "select state from channel_application_step where market_id = ? order by step_no",
                        String.class,
                        market.marketId()))
                .containsExactly(
                        "DRAFT", "SUBMITTED", "AUDITING", "REJECTED", "DRAFT", "SUBMITTED", "TO_BE_SIGNED", "FINISHED");
        assertThat(manager.get("/manage/" + market.code() + "/applications").body())
                .contains("已开通");
    }

    @Test
    void theChannelsWordIsTheBanksToEnterAndNoStepIsLeftOut() {
        String page = begin();
        assertThat(move(operator, page, "FINISHED", "", "89831234")).contains("不能从当前状态变成这个状态");
        String old = version(manager, page);
        move(manager, page, "SUBMITTED", "", "");
        assertThat(post(manager, page + "/state", page, Map.of("version", old, "state", "AUDITING")))
                .contains("别人刚刚改过");
        String now = version(operator, page);
        assertThat(post(manager, page + "/state", page, Map.of("version", now, "state", "AUDITING")))
                .contains("渠道的审核结果由银行登记");
        assertThat(merchants.merchantNo(market.marketId(), vendor.vendorId(), ChannelName.UNIONPAY))
                .isEmpty();
    }

    @Test
    void personalDataIsMaskedSealedAndItsShowingAudited() {
        String page = begin();
        String shown = manager.get(page).body()
                + manager.get("/manage/" + market.code() + "/applications").body();
        String row = jdbc.queryForObject(
                "select concat_ws(' ', owner_masked, id_no_masked, card_no_masked, phone_masked,"
                        + " cast(sealed as char character set latin1)) from channel_application where market_id = ?",
                String.class,
                market.marketId());
        for (String secret : new String[] {"王建国", "11010519491231002X", "6222021234567890123", "13800138000"}) {
            assertThat(shown).doesNotContain(secret);
            assertThat(row).doesNotContain(secret);
        }
        assertThat(shown).contains("王**").contains("138****8000");

        assertThat(post(manager, page + "/reveal", page, Map.of())).contains("11010519491231002X");
        assertThat(jdbc.queryForList(
                        "select action from identity_audit where market_id = ? and action like 'channel.application.%'"
                                + " order by audit_id",
                        String.class, market.marketId()))
                .containsExactly("channel.application.DRAFT", "channel.application.reveal");

        Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));
        assertThat(stranger.get(page).statusCode()).isEqualTo(404);
        assertThat(stranger.post(page + "/reveal", Map.of("_csrf", stranger.token("/manage/channels")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(staff.signedIn(Role.CLERK, market).get(page).statusCode()).isEqualTo(403);
    }

    @Test
    void aWrongNumberIsNamedAndWhatWasTypedStays() {
        String form = form();
        Map<String, String> typed = with("idNo", "110105194912310021", "vendorId", Long.toString(vendor.vendorId()));
        typed.put("channel", "UNIONPAY");
        assertThat(post(manager, "/manage/" + market.code() + "/applications", form, typed))
                .contains("身份证号不对")
                .contains("6222021234567890123");
        assertThat(jdbc.queryForObject(
                        "select count(*) from channel_application where market_id = ?", Long.class, market.marketId()))
                .isZero();
    }

    private String form() {
        return "/manage/" + market.code() + "/applications/new?channel=UNIONPAY&vendorId=" + vendor.vendorId();
    }

    private String begin() {
        Map<String, String> typed = with("channel", "UNIONPAY", "vendorId", Long.toString(vendor.vendorId()));
        typed.put("_csrf", manager.token(form()));
        return manager.post("/manage/" + market.code() + "/applications", typed)
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^https?://[^/]+", "");
    }

    private static String move(Visitor visitor, String page, String state, String note, String merchantNo) {
        return post(
                visitor,
                page + "/state",
                page,
                Map.of("version", version(visitor, page), "state", state, "note", note, "merchantNo", merchantNo));
    }

    private static String post(Visitor visitor, String path, String page, Map<String, String> fields) {
        return Staff.submit(visitor, page, path, fields);
    }

    private static String version(Visitor visitor, String page) {
        Matcher found = VERSION.matcher(visitor.get(page).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Map<String, String> with(String... fields) {
        Map<String, String> form = new HashMap<>(DATA);
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }
}
