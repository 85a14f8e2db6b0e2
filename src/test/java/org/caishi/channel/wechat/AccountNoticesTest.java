/** Notices to an account's own address: believed by its keys, two while they change, and only about its own money. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.channel.RawNotice;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class AccountNoticesTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");
    private static final KeyPair NEW_PLATFORM = TestWechat.newKeys();
    private static final String NEW_ID = "PUB_KEY_ID_0119000011092026112300000000000002";

    @Autowired
    Merchants merchants;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    Visitor operator;
    String page = "";
    String merchantNo = "";

    @BeforeEach
    void activateAContract() {
        market = markets.open(0);
        operator = staff.signedIn(Role.OPERATOR, null);
        page = operator.post(
                        "/manage/channels",
                        Map.of(
                                "channel",
                                "WECHAT",
                                "name",
                                "自有合同",
                                "marketId",
                                Long.toString(market.marketId()),
                                "_csrf",
                                operator.token("/manage/channels")))
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst(".*(?=/manage/)", "");
        submit("", "spMchid", TestWechat.MCHID, "spAppid", TestWechat.APPID);
        submit("", "appSecret", "0123456789abcdef0123456789abcdef", "apiV3Key", TestWechat.API_V3_KEY);
        submit("", "merchantSerial", "5157F09EFDC096DE15EBE81A47057A7200000000");
        submit(
                "",
                "merchantPrivateKey",
                pem("PRIVATE KEY", TestWechat.MERCHANT.getPrivate().getEncoded()));
        addKey(TestWechat.PUBLIC_KEY_ID, TestWechat.PLATFORM);
        submit("/activate");
        merchantNo = "9" + market.marketId();
        merchants.register(
                market.marketId(), markets.stall(market, "A01").vendor().vendorId(), ChannelName.WECHAT, merchantNo);
    }

    @Test
    void oldAndNewKeyAreBothBelievedUntilTheOldOneIsRetired() throws Exception {
        assertThat(send(byOldKey("T1"), page).statusCode()).isEqualTo(200);
        assertThat(send(byNewKey("T2"), page).statusCode()).isEqualTo(401);

        addKey(NEW_ID, NEW_PLATFORM);
        assertThat(send(byOldKey("T3"), page).statusCode()).isEqualTo(200);
        assertThat(send(byNewKey("T4"), page).statusCode()).isEqualTo(200);

        submit("/keys/retire", "keyId", TestWechat.PUBLIC_KEY_ID);
        assertThat(send(byOldKey("T5"), page).statusCode()).isEqualTo(401);
        assertThat(send(byNewKey("T6"), page).statusCode()).isEqualTo(200);
        assertThat(jdbc.queryForList(
                        "select order_text from payment_suspense where market_id = ? order by order_text",
                        String.class,
                        market.marketId()))
                .as("genuine money of unknown orders")
                .containsExactly("T1", "T3", "T4", "T6");
    }

    @Test
    void anAccountsWordCountsForItsOwnMerchantsOnly() throws Exception {
        Market other = markets.open(0);
        var stall = markets.stall(other, "B01");
        String others = TestMarket.merchantNo(stall.vendor());

        assertThat(send(byKey("F1", others, TestWechat.PLATFORM, TestWechat.PUBLIC_KEY_ID), page)
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(byKey("F2", "nobody", TestWechat.PLATFORM, TestWechat.PUBLIC_KEY_ID), page)
                        .statusCode())
                .isEqualTo(400);
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment_suspense where order_text in ('F1', 'F2')", Long.class))
                .isZero();
    }

    @Test
    void anAddressWithoutAnAccountOrOfADraftTakesNothing() throws Exception {
        assertThat(send(byOldKey("N1"), "/1").statusCode()).isEqualTo(404);
        submit("/stop");
        assertThat(send(byOldKey("N2"), page).statusCode())
                .as("a stopped one still hears of what it charged")
                .isEqualTo(200);
    }

    private RawNotice byOldKey(String order) {
        return byKey(order, merchantNo, TestWechat.PLATFORM, TestWechat.PUBLIC_KEY_ID);
    }

    private RawNotice byNewKey(String order) {
        return byKey(order, merchantNo, NEW_PLATFORM, NEW_ID);
    }

    /** Each of another transaction, so that each is money of its own. */
    private RawNotice byKey(String order, String subMchid, KeyPair platform, String keyId) {
        String body = TestWechat.noticeBody(
                "TRANSACTION.SUCCESS",
                TestWechat.transaction(order, "SUCCESS")
                        .replace(TestWechat.SUB_MCHID, subMchid)
                        .replace("4200002026112212345678901234", market.marketId() + order));
        RawNotice sent = TestWechat.sent(body, Instant.now());
        return TestWechat.withHeader(
                TestWechat.withHeader(sent, "wechatpay-serial", keyId),
                "wechatpay-signature",
                TestWechat.signature(
                        platform.getPrivate(),
                        sent.header("wechatpay-timestamp"),
                        sent.header("wechatpay-nonce"),
                        sent.body()));
    }

    private static HttpResponse<String> send(RawNotice notice, String page) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + System.getProperty("CAISHI_PORT") + "/notify/wechat/pay"
                                + page.substring(page.lastIndexOf('/'))))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(notice.body()));
        notice.headers().forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private void addKey(String id, KeyPair keys) {
        submit("/keys", "keyId", id, "pem", pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    }

    private void submit(String what, String... fields) {
        Matcher version = VERSION.matcher(operator.get(page).body());
        assertThat(version.find()).isTrue();
        Map<String, String> form = new HashMap<>(Map.of("version", version.group(1)));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        assertThat(Staff.submit(operator, page, page + what, form)).contains("alert-success");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
