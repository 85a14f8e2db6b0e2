/** A notice is believed only when it is genuine, fresh and ours, and no input makes the reader throw. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.util.PemUtil;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.caishi.channel.ChannelName;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RawNotice;
import org.caishi.channel.RefundNotice;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatNoticeReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:35:00Z");
    private static final String ORDER = "T0000000001";

    private final WechatNoticeReader reader = new WechatNoticeReader(
            TestWechat.contract(URI.create("https://api.mch.weixin.qq.com")), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aGenuineNoticeStatesThePayment() {
        assertThat(reader.read(paid()))
                .isEqualTo(new NoticeReading.Paid(new PaidNotice(
                        ChannelName.WECHAT,
                        "4200002026112212345678901234",
                        ORDER,
                        TestWechat.SUB_MCHID,
                        Money.ofFen(1250),
                        "CNY",
                        Instant.parse("2026-11-22T02:34:56Z"),
                        NOW,
                        PaidNotice.Source.NOTICE)));
    }

    /** Signed and encrypted by OpenSSL, so that our two sides cannot be wrong in the same way. */
    @Test
    void readsWhatAnotherImplementationSignedAndEncrypted() throws Exception {
        Instant at = Instant.ofEpochSecond(1_795_341_601);
        WechatContract ours = TestWechat.contract(URI.create("https://api.mch.weixin.qq.com"));
        WechatContract golden = new WechatContract(
                ours.spMchid(),
                ours.spAppid(),
                ours.appSecret(),
                ours.merchantSerial(),
                ours.merchantKey(),
                "golden-key-of-32-bytes-for-tests",
                PlatformKeys.of(
                        TestWechat.PUBLIC_KEY_ID, PemUtil.loadPublicKeyFromString(resource("platform-public.pem"))),
                ours.baseUrl(),
                ours.notifyUrl(),
                ours.authorizeUrl(),
                ours.openapiUrl());
        RawNotice notice = new RawNotice(
                resource("notice.json").getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "wechatpay-serial",
                        TestWechat.PUBLIC_KEY_ID,
                        "wechatpay-timestamp",
                        "1795341601",
                        "wechatpay-nonce",
                        "593BEC0C930BF1AFEB40B4A08C8FB242",
                        "wechatpay-signature",
                        resource("notice.signature").strip()),
                at);
        assertThat(new WechatNoticeReader(golden, Clock.fixed(at, ZoneOffset.UTC)).read(notice))
                .isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
                    assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(5500));
                    assertThat(paid.notice().orderNo()).isEqualTo("20261122000001");
                    assertThat(paid.notice().paidAt()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
                });
    }

    @Test
    void anyTamperedByteIsRefused() {
        RawNotice good = paid();
        Random random = new Random(20261122);
        for (int at = 0; at < good.body().length; at++) {
            byte[] body = good.body().clone();
            body[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(reason(new RawNotice(body, good.headers(), NOW)))
                    .as("byte %d", at)
                    .isEqualTo(Reason.SIGNATURE);
        }
    }

    @Test
    void theSameContentSerialisedAgainIsRefused() {
        RawNotice good = paid();
        String again = new String(good.body(), StandardCharsets.UTF_8).replace("\",\"", "\", \"");
        assertThat(reason(new RawNotice(again.getBytes(StandardCharsets.UTF_8), good.headers(), NOW)))
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aSignatureOfAnotherKeyIsRefused() {
        RawNotice good = paid();
        String forged = TestWechat.signature(
                TestWechat.MERCHANT.getPrivate(),
                good.header("wechatpay-timestamp"),
                good.header("wechatpay-nonce"),
                good.body());
        assertThat(reason(TestWechat.withHeader(good, "wechatpay-signature", forged)))
                .isEqualTo(Reason.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "wechatpay-serial, PUB_KEY_ID_0100000000000000000000000000000000, SIGNATURE",
        "wechatpay-serial, '', SIGNATURE",
        "wechatpay-signature, '', SIGNATURE",
        "wechatpay-signature, not base64 at all, SIGNATURE",
        "wechatpay-signature, QUJD, SIGNATURE",
        "wechatpay-nonce, another, SIGNATURE",
        "wechatpay-nonce, '', SIGNATURE",
        "wechatpay-timestamp, '', MALFORMED",
        "wechatpay-timestamp, yesterday, MALFORMED",
        "wechatpay-timestamp, -9223372036854775808, MALFORMED",
        "wechatpay-timestamp, 99999999999999999999, MALFORMED"
    })
    void aWrongHeaderIsRefused(String name, String value, Reason reason) {
        assertThat(reason(TestWechat.withHeader(paid(), name, value))).isEqualTo(reason);
    }

    @Test
    void withoutItsHeadersItIsRefused() {
        assertThat(reason(new RawNotice(paid().body(), Map.of(), NOW))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aProbeIsRefusedAsWhatItIs() {
        RawNotice good = paid();
        String probe =
                "WECHATPAY/SIGNTEST/" + good.header("wechatpay-signature").substring(19);
        assertThat(reason(TestWechat.withHeader(good, "wechatpay-signature", probe)))
                .isEqualTo(Reason.PROBE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -86400, 86400})
    void beyondFiveMinutesItIsStale(long seconds) {
        assertThat(reason(TestWechat.sent(body("SUCCESS"), NOW.plusSeconds(seconds))))
                .isEqualTo(Reason.STALE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void withinFiveMinutesItIsFresh(long seconds) {
        assertThat(reader.read(TestWechat.sent(body("SUCCESS"), NOW.plusSeconds(seconds))))
                .isInstanceOf(NoticeReading.Paid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestWechat.MCHID, TestWechat.APPID})
    void anotherAddresseesPaymentIsNotOurs(String ours) {
        String resource = TestWechat.transaction(ORDER, "SUCCESS").replace(ours, "wx0000000000000000");
        assertThat(reason(TestWechat.sent(TestWechat.noticeBody("TRANSACTION.SUCCESS", resource), NOW)))
                .isEqualTo(Reason.NOT_FOR_US);
    }

    @Test
    void amountCurrencyAndMerchantArePassedOnForTheBookingToCompare() {
        String resource = TestWechat.transaction(ORDER, "SUCCESS")
                .replace("1250", "1")
                .replace("\"CNY\"", "\"HKD\"")
                .replace(TestWechat.SUB_MCHID, "1900000999");
        NoticeReading reading =
                reader.read(TestWechat.sent(TestWechat.noticeBody("TRANSACTION.SUCCESS", resource), NOW));
        assertThat(reading).isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1));
            assertThat(paid.notice().currency()).isEqualTo("HKD");
            assertThat(paid.notice().merchantNo()).isEqualTo("1900000999");
        });
    }

    @Test
    void otherGenuineNoticesAreOfAnotherKind() {
        assertThat(reader.read(TestWechat.sent(TestWechat.noticeBody("REFUND.ABNORMAL", "{}"), NOW)))
                .isEqualTo(new NoticeReading.Other("REFUND.ABNORMAL"));
        assertThat(reader.read(TestWechat.sent(body("CLOSED"), NOW))).isInstanceOf(NoticeReading.Other.class);
    }

    @Test
    void aRefundIsReadWithItsNumbersAndSum() {
        String resource = """
                {"sp_mchid":"%s","sub_mchid":"%s","out_trade_no":"%s","transaction_id":"T1","out_refund_no":"R1",
                 "refund_id":"5030","refund_status":"SUCCESS","success_time":"2026-05-01T08:30:00+08:00",
                 "amount":{"total":1250,"refund":500,"payer_total":1250,"payer_refund":499}}""".formatted(TestWechat.MCHID, TestWechat.SUB_MCHID, ORDER);

        assertThat(reader.read(TestWechat.sent(TestWechat.noticeBody("REFUND.SUCCESS", resource), NOW)))
                .isEqualTo(new NoticeReading.Refunded(new RefundNotice(
                        ChannelName.WECHAT,
                        "R1",
                        "5030",
                        ORDER,
                        "T1",
                        TestWechat.SUB_MCHID,
                        Money.ofFen(500),
                        Instant.parse("2026-05-01T00:30:00Z"))));
        assertThat(reader.read(TestWechat.sent(
                        TestWechat.noticeBody("REFUND.SUCCESS", resource.replace(TestWechat.MCHID, "1")), NOW)))
                .isInstanceOfSatisfying(
                        NoticeReading.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(NoticeReading.Reason.NOT_FOR_US));
        assertThat(reader.read(TestWechat.sent(TestWechat.noticeBody("REFUND.SUCCESS", "{}"), NOW)))
                .isInstanceOf(NoticeReading.Refused.class);
    }

    @Test
    void anotherApiV3KeyOpensNothing() {
        String ciphertext = TestWechat.encrypted(
                "ffffffffffffffffffffffffffffffff",
                "fdasflkja484",
                "transaction",
                TestWechat.transaction(ORDER, "SUCCESS"));
        String body =
                body("SUCCESS").replaceFirst("\"ciphertext\":\"[^\"]*\"", "\"ciphertext\":\"" + ciphertext + "\"");
        assertThat(reason(TestWechat.sent(body, NOW))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void associatedDataIsAuthenticated() {
        String body = body("SUCCESS").replace("\"associated_data\":\"transaction\"", "\"associated_data\":\"refund\"");
        assertThat(reason(TestWechat.sent(body, NOW))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void tenMegabytesAreRefusedUnread() {
        byte[] tooMuch = new byte[10 * 1024 * 1024];
        assertThat(reason(new RawNotice(tooMuch, paid().headers(), NOW))).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "0",
                "{",
                "{}",
                "{\"event_type\":\"TRANSACTION.SUCCESS\"}",
                "{\"event_type\":7}",
                "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":[]}",
                "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":\"none\"}}",
                "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":"
                        + "{\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\"\",\"ciphertext\":\"\"}}",
                "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":"
                        + "{\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\"fdasflkja484\",\"ciphertext\":\"§\"}}"
            })
    void signedNonsenseIsMalformedOrOther(String body) {
        assertThat(reader.read(TestWechat.sent(body, NOW)))
                .isNotInstanceOf(NoticeReading.Paid.class)
                .satisfies(reading -> {
                    if (reading instanceof NoticeReading.Refused refused) {
                        assertThat(refused.reason()).isEqualTo(Reason.MALFORMED);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"total\":1250|\"total\":12.5",
                "\"total\":1250|\"total\":null",
                "\"total\":1250|\"total\":99999999999999999999999999",
                "\"currency\":\"CNY\",|",
                "\"amount\":|\"sum\":",
                "4200002026112212345678901234\"|\",\"transaction_id\":null",
                "2026-11-22T10:34:56+08:00|yesterday",
                "\"out_trade_no\"|\"number\"",
                "\"sub_mchid\"|\"sub\""
            })
    void aPaymentWithoutAFactIsMalformed(String fact, String instead) {
        String resource = TestWechat.transaction(ORDER, "SUCCESS").replace(fact, instead == null ? "" : instead);
        assertThat(reason(TestWechat.sent(TestWechat.noticeBody("TRANSACTION.SUCCESS", resource), NOW)))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void deepNestingIsMalformed() {
        String deep = "{\"event_type\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
        assertThat(reason(TestWechat.sent(deep, NOW))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            NoticeReading unsigned = reader.read(new RawNotice(body, paid().headers(), NOW));
            assertThat(unsigned).isInstanceOf(NoticeReading.Refused.class);
        }
        for (int round = 0; round < 200; round++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            assertThat(reason(TestWechat.sent(body, NOW))).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void refusalsHoldNothingOfWhatWasSent() {
        String resource = TestWechat.transaction(ORDER, "SUCCESS").replace("2026-11-22T10", TestWechat.OPENID);
        NoticeReading reading =
                reader.read(TestWechat.sent(TestWechat.noticeBody("TRANSACTION.SUCCESS", resource), NOW));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        NoticeReading.Refused.class,
                        refused -> assertThat(refused.why())
                                .doesNotContain(TestWechat.OPENID, TestWechat.API_V3_KEY, ORDER));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WechatNoticeReaderTest.class.getResourceAsStream("/wechat/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RawNotice paid() {
        return TestWechat.sent(body("SUCCESS"), NOW);
    }

    private static String body(String state) {
        return TestWechat.noticeBody("TRANSACTION.SUCCESS", TestWechat.transaction(ORDER, state));
    }

    private Reason reason(RawNotice notice) {
        return reader.read(notice) instanceof NoticeReading.Refused refused
                ? refused.reason()
                : org.assertj.core.api.Assertions.fail("believed");
    }
}
