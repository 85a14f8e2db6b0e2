/** The adapter against the shipped simulator over HTTP: orders, states, closing, notices, the payer's openid. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.util.PemUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.caishi.channel.ChannelName;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PayerSignIn;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RawNotice;
import org.caishi.channel.Scene;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WechatSimulatedTest {
    private static final String MERCHANT = TestWechat.SUB_MCHID;

    @TempDir
    static Path data;

    private static SimulatedWechat wechat;

    @BeforeAll
    static void start() throws Exception {
        wechat = new SimulatedWechat(data);
    }

    @AfterAll
    static void stop() {
        wechat.close();
    }

    @BeforeEach
    void emptyInbox() {
        wechat.forgetNotices();
    }

    @Test
    void aJsapiOrderGivesThePageWhatTheMerchantSigned() throws Exception {
        ChargeResult result =
                wechat.channel.charge(SimulatedWechat.charge(SimulatedWechat.newNumber(), Scene.JSAPI, 1250, openid()));
        Map<String, String> page = parameters(result);
        assertThat(page).containsOnlyKeys("appId", "timeStamp", "nonceStr", "package", "signType", "paySign");
        assertThat(page).containsEntry("appId", wechat.setting("sp-appid")).containsEntry("signType", "RSA");
        assertThat(page.get("package")).startsWith("prepay_id=wx");
        assertThat(Long.parseLong(page.get("timeStamp")))
                .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());

        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(PemUtil.loadPublicKeyFromPath(
                data.resolve("simulator/wechat-merchant-public.pem").toString()));
        rsa.update((page.get("appId") + "\n" + page.get("timeStamp") + "\n" + page.get("nonceStr") + "\n"
                        + page.get("package") + "\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(rsa.verify(Base64.getDecoder().decode(page.get("paySign")))).isTrue();
    }

    @Test
    void aNativeOrderGivesTheCodesAddress() {
        ChargeResult result =
                wechat.channel.charge(SimulatedWechat.charge(SimulatedWechat.newNumber(), Scene.NATIVE, 1250, null));
        assertThat(parameters(result)).containsOnlyKeys("codeUrl");
        assertThat(parameters(result).get("codeUrl")).contains("/wallet/wx");
    }

    @Test
    void theSameChargeTwiceIsOneOrder() throws Exception {
        ChargeRequest charge = SimulatedWechat.charge(SimulatedWechat.newNumber(), Scene.JSAPI, 1250, openid());
        assertThat(parameters(wechat.channel.charge(charge)).get("package"))
                .isEqualTo(parameters(wechat.channel.charge(charge)).get("package"));
    }

    @Test
    void otherContentUnderTheSameNumberIsToBeAskedAbout() {
        String number = SimulatedWechat.newNumber();
        var first = wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null));
        assertThat(first).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1251, null)))
                .isInstanceOf(ChargeResult.Unknown.class);
    }

    @Test
    void whatTheChannelRefusesIsDeclinedInItsWords() {
        ChargeResult result = wechat.channel.charge(
                SimulatedWechat.charge(SimulatedWechat.newNumber(), Scene.JSAPI, 1250, "not-an-openid"));
        assertThat(result).isInstanceOfSatisfying(ChargeResult.Declined.class, declined -> {
            assertThat(declined.code()).isEqualTo("PARAM_ERROR");
            assertThat(declined.words()).contains("sp_openid");
        });
    }

    @Test
    void aQueryFollowsTheOrder() throws Exception {
        String number = SimulatedWechat.newNumber();
        assertThat(wechat.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Missing());

        var charged = wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null));
        assertThat(charged).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(wechat.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Waiting());
        assertThat(wechat.channel.query(number, "1900000200")).isEqualTo(new QueryResult.Missing());

        wechat.pay(number, "{}");
        assertThat(wechat.channel.query(number, MERCHANT)).isInstanceOfSatisfying(QueryResult.Paid.class, paid -> {
            assertThat(paid.notice().channel()).isEqualTo(ChannelName.WECHAT);
            assertThat(paid.notice().orderNo()).isEqualTo(number);
            assertThat(paid.notice().merchantNo()).isEqualTo(MERCHANT);
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.notice().channelTxn()).startsWith("4200");
        });
        assertThat(wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null)))
                .isInstanceOf(ChargeResult.Unknown.class);
        assertThat(wechat.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.AlreadyPaid());
    }

    @Test
    void aClosedOrderTakesNoMoney() {
        String number = SimulatedWechat.newNumber();
        var charged = wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null));
        assertThat(charged).isInstanceOf(ChargeResult.Waiting.class);
        assertThat(wechat.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(wechat.channel.close(number, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(wechat.channel.query(number, MERCHANT)).isEqualTo(new QueryResult.Closed("CLOSED"));
        assertThat(wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null)))
                .isInstanceOf(ChargeResult.Declined.class);
        assertThat(wechat.channel.close(SimulatedWechat.newNumber(), MERCHANT)).isEqualTo(new CloseResult.Closed());
    }

    @Test
    void theNoticeOfAPaymentIsBelieved() throws Exception {
        String number = wechat.paid(1250, "{}");
        RawNotice notice = wechat.nextNotice();
        assertThat(wechat.channel.read(notice)).isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
            assertThat(paid.notice().orderNo()).isEqualTo(number);
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.notice().currency()).isEqualTo("CNY");
            assertThat(paid.notice().merchantNo()).isEqualTo(MERCHANT);
            assertThat(paid.notice().receivedAt()).isEqualTo(notice.receivedAt());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"badSignature\":true}|SIGNATURE",
                "{\"signtest\":true}|PROBE",
                "{\"ageSeconds\":400}|STALE",
                "{\"ageSeconds\":-400}|STALE",
                "{\"wrongKey\":true}|MALFORMED",
                "{\"wrongMchid\":\"1900009999\"}|NOT_FOR_US",
                "{\"wrongAppid\":\"wx0000000000000000\"}|NOT_FOR_US"
            })
    void aNoticeThatIsWrongIsRefused(String fault, Reason reason) throws Exception {
        wechat.paid(1250, fault);
        assertThat(wechat.channel.read(wechat.nextNotice()))
                .isInstanceOfSatisfying(
                        NoticeReading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"wrongAmount\":1}|1|CNY|1900000109",
                "{\"wrongCurrency\":\"HKD\"}|1250|HKD|1900000109",
                "{\"wrongSubMchid\":\"1900009999\"}|1250|CNY|1900009999"
            })
    void whatOnlyTheOrderCanTellIsPassedOn(String fault, long fen, String currency, String merchant) throws Exception {
        wechat.paid(1250, fault);
        assertThat(wechat.channel.read(wechat.nextNotice())).isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(fen));
            assertThat(paid.notice().currency()).isEqualTo(currency);
            assertThat(paid.notice().merchantNo()).isEqualTo(merchant);
        });
    }

    @Test
    void answersSayWhetherToComeAgain() {
        assertThat(wechat.channel.accepted().status()).isEqualTo(200);
        assertThat(wechat.channel.refused("busy \"now\"").status()).isEqualTo(500);
        assertThat(wechat.channel.refused("busy \"now\"").body())
                .isEqualTo("{\"code\":\"FAIL\",\"message\":\"busy \\\"now\\\"\"}");
        for (Reason reason : Reason.values()) {
            assertThat(wechat.channel
                            .refused(new NoticeReading.Refused(reason, "no"))
                            .status())
                    .isBetween(400, 499);
        }
    }

    @Test
    void aCodeServesOnce() throws Exception {
        PayerSignIn signIn = wechat.channel.signIn().orElseThrow();
        URI back = wechat.redirectOf(signIn.authorize(URI.create(wechat.site + "/q/0001abc"), "st4te"));
        assertThat(back.toString()).startsWith(wechat.site + "/q/0001abc?code=").endsWith("&state=st4te");
        String code = back.getQuery().replaceAll(".*code=([^&]+).*", "$1");
        Optional<String> openid = signIn.payerId(code);
        assertThat(openid).get().asString().matches("o[A-Za-z0-9_-]{27}");
        assertThat(signIn.payerId(code)).isEmpty();
        assertThat(signIn.payerId("021never")).isEmpty();
    }

    private static String openid() throws Exception {
        PayerSignIn signIn = wechat.channel.signIn().orElseThrow();
        URI back = wechat.redirectOf(signIn.authorize(URI.create(wechat.site + "/q/x"), "s"));
        return signIn.payerId(back.getQuery().replaceAll(".*code=([^&]+).*", "$1"))
                .orElseThrow();
    }

    private static Map<String, String> parameters(ChargeResult result) {
        return result instanceof ChargeResult.Waiting waiting
                ? waiting.parameters()
                : org.assertj.core.api.Assertions.fail(result.toString());
    }
}
