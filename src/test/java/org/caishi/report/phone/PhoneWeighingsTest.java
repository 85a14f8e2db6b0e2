/** Labels, typed weights and taken-back sales on the vendor's phone, through the pages. */
package org.caishi.report.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import org.caishi.identity.Person;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

@ProductTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneWeighingsTest {
    private static final long MARKET = 7123;
    /** Goods 00001 for ¥12.49; the check digit as GS1 has it. */
    private static final String LABEL = "2200001012493";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WebApplicationContext product;

    private Phone phone;
    private Person vendor;
    private long cabbage;
    private int taps;

    @BeforeAll
    void fillMarket() {
        phone = Phone.of(product);
        StallSeed market = StallSeed.market(jdbc, MARKET, 12, 0);
        vendor = market.vendor(1);
        cabbage = market.good(1, "大白菜", 560, 1);
    }

    @BeforeEach
    void nothingWaits() {
        jdbc.update("update scale_weighing set state = 'ABANDONED' where market_id = ?", MARKET);
    }

    @Test
    void scannedLabelsWaitTogetherForTheirPayment() throws Exception {
        assertThat(phone.text(vendor, "/vendor")).contains("/vendor/weigh");
        MockHttpServletResponse taken = send("/vendor/weigh/labels", Map.of("codes", LABEL + "\r\n" + LABEL + "\r\n"));

        assertThat(taken.getRedirectedUrl()).isEqualTo("/vendor");
        assertThat(phone.text(vendor, "/vendor"))
                .contains("¥24.98", "大白菜 ¥12.49")
                .doesNotContain("0.000 公斤");
    }

    @Test
    void anUnreadableLabelSaysWhatToDo() throws Exception {
        String page = Phone.text(send("/vendor/weigh/labels", Map.of("codes", "2200001012490")));
        assertThat(page).contains("认不出这张标签：2200001012490");
        assertThat(waiting()).isZero();
    }

    @Test
    void aTypedWeightIsTakenInEitherUnitAndNothingElse() throws Exception {
        send("/vendor/weigh/hand", Map.of("goodId", "" + cabbage, "weight", "１.５", "unit", "jin", "amount", ""));
        assertThat(phone.text(vendor, "/vendor")).contains("¥4.20", "大白菜 0.750 公斤");

        assertThat(Phone.text(send("/vendor/weigh/hand", Map.of("weight", "1", "amount", ""))))
                .contains("要先选商品");
        assertThat(Phone.text(send("/vendor/weigh/hand", Map.of("goodId", "" + cabbage, "weight", "1", "amount", "2"))))
                .contains("只填一个");
        assertThat(Phone.text(send("/vendor/weigh/hand", Map.of("weight", "", "amount", ""))))
                .contains("请输入重量或金额");
        assertThat(Phone.text(send("/vendor/weigh/hand", Map.of("goodId", "" + cabbage, "weight", "1e3"))))
                .contains("请只输入数字");
    }

    @Test
    void aCancelledSaleIsRestoredByOneTap() throws Exception {
        send("/vendor/weigh/hand", Map.of("weight", "", "amount", "7.77"));
        long id = waitingId();
        send("/vendor/sales/cancel", Map.of("weighingId", "" + id));
        assertThat(waiting()).isZero();
        assertThat(phone.text(vendor, "/vendor")).contains("/vendor/weighings/" + id + "/restore");

        MockHttpServletResponse back = send("/vendor/weighings/" + id + "/restore", Map.of("collecting", "true"));
        assertThat(back.getRedirectedUrl()).isEqualTo("/vendor");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void theDaysListMakesVoidWithAReason() throws Exception {
        send("/vendor/weigh/hand", Map.of("weight", "", "amount", "3.33"));
        long id = waitingId();
        assertThat(phone.text(vendor, "/vendor/weighings")).contains("data-weighing=\"" + id, "手工", "¥3.33");
        send("/vendor/weighings/" + id + "/void", Map.of("reason", "OTHER", "note", ""));
        assertThat(waiting()).isEqualTo(1);
        send("/vendor/weighings/" + id + "/void", Map.of("reason", "TEST", "note", ""));

        assertThat(waiting()).isZero();
        assertThat(phone.text(vendor, "/vendor/weighings")).contains("已作废", "试秤");
    }

    private MockHttpServletResponse send(String path, Map<String, String> fields) throws Exception {
        MockHttpServletRequestBuilder request = post(path).param("tap", "tap-of-a-test-" + ++taps);
        fields.forEach(request::param);
        return phone.answer(vendor, request.with(Phone::withToken));
    }

    private long waitingId() {
        return jdbc.queryForList(
                        "select weighing_id from scale_weighing where market_id = ? and state = 'WAITING'",
                        Long.class,
                        MARKET)
                .getFirst();
    }

    private long waiting() {
        return jdbc.queryForList(
                        "select weighing_id from scale_weighing where market_id = ? and state = 'WAITING'",
                        Long.class,
                        MARKET)
                .size();
    }
}
