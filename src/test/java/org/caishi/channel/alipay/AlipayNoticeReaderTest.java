/** What a notice of Alipay must be to be believed, and what each kind of it means. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.internal.util.AlipaySignature;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.caishi.channel.ChannelName;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.NoticeReading.Reason;
import org.caishi.channel.PaidNotice;
import org.caishi.channel.RawNotice;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlipayNoticeReaderTest {
    private final AlipayNoticeReader reader = new AlipayNoticeReader(
            TestAlipay.contract(URI.create("http://127.0.0.1:9/gateway.do")),
            Clock.fixed(TestAlipay.NOW, ZoneOffset.UTC));

    @Test
    void aGenuineNoticeSaysWhatWasPaidToWhomAndWhen() {
        assertThat(reader.read(TestAlipay.signed(TestAlipay.paid())))
                .isEqualTo(new NoticeReading.Paid(new PaidNotice(
                        ChannelName.ALIPAY,
                        "2026112222001400001234567890",
                        "T0000000001",
                        TestAlipay.SMID,
                        Money.ofFen(1250),
                        "CNY",
                        Instant.parse("2026-11-22T03:59:58Z"),
                        TestAlipay.NOW,
                        PaidNotice.Source.NOTICE)));
    }

    @Test
    void theSignedTextIsTheSdksOwn() throws Exception {
        Map<String, String> fields = new HashMap<>(TestAlipay.paid());
        RawNotice notice = TestAlipay.signed(fields);
        AlipayForm form = AlipayForm.read(notice.body());
        fields.put("sign", form.text("sign"));
        fields.put("sign_type", "RSA2");
        String publicKey = Base64.getEncoder()
                .encodeToString(TestAlipay.PLATFORM.getPublic().getEncoded());

        assertThat(new String(form.signedText(), StandardCharsets.UTF_8))
                .isEqualTo("app_id=2021000122671234&buyer_id=2088722003899001&charset=utf-8"
                        + "&gmt_payment=2026-11-22 11:59:58&notify_id=2026112200222120000000000000001"
                        + "&notify_time=2026-11-22 12:00:00&notify_type=trade_status_sync&out_trade_no=T0000000001"
                        + "&passback_params=2088000000000109&seller_id=2088621955702345&subject=老城菜市 A12"
                        + "&total_amount=12.50&trade_no=2026112222001400001234567890&trade_status=TRADE_SUCCESS")
                .isEqualTo(AlipaySignature.getSignCheckContentV1(new HashMap<>(fields)));
        assertThat(AlipaySignature.rsaCheckV1(new HashMap<>(fields), publicKey, "utf-8", "RSA2"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "utf-8", "GB18030"})
    void theCharsetIsTheFormsOwn(String charset) {
        TreeMap<String, String> fields = TestAlipay.paid();
        fields.put("charset", charset);
        assertThat(reader.read(TestAlipay.signed(fields, TestAlipay.PLATFORM.getPrivate(), Charset.forName(charset))))
                .isInstanceOf(NoticeReading.Paid.class);
    }

    @Test
    void bothKeysAreValidWhileAlipayChangesThem() {
        assertThat(reader.read(
                        TestAlipay.signed(TestAlipay.paid(), TestAlipay.NEXT.getPrivate(), StandardCharsets.UTF_8)))
                .isInstanceOf(NoticeReading.Paid.class);
        assertThat(reader.read(
                        TestAlipay.signed(TestAlipay.paid(), TestAlipay.APP.getPrivate(), StandardCharsets.UTF_8)))
                .isEqualTo(new NoticeReading.Refused(Reason.SIGNATURE, "the signature does not fit the form"));
    }

    @ParameterizedTest
    @CsvSource({
        "TRADE_FINISHED, , , true",
        "TRADE_SUCCESS, 0.00, , true",
        "TRADE_SUCCESS, 3.00, , false",
        "TRADE_SUCCESS, , 2026-11-22 11:59:59.123, false",
        "TRADE_CLOSED, 12.50, 2026-11-22 11:59:59.123, false",
        "TRADE_CLOSED, , , false",
        "WAIT_BUYER_PAY, , , false"
    })
    void onlyAPaymentIsAPayment(String state, String refundFee, String refundedAt, boolean paid) {
        TreeMap<String, String> fields = TestAlipay.paid();
        fields.put("trade_status", state);
        if (refundFee != null) {
            fields.put("refund_fee", refundFee);
            fields.put("out_biz_no", "R0000000001");
        }
        if (refundedAt != null) {
            fields.put("gmt_refund", refundedAt);
        }
        assertThat(reader.read(TestAlipay.signed(fields)))
                .isInstanceOf(paid ? NoticeReading.Paid.class : NoticeReading.Other.class);
    }

    @Test
    void aNoticeOfAnotherKindChangesNothing() {
        TreeMap<String, String> fields = TestAlipay.paid();
        fields.remove("trade_status");
        fields.put("notify_type", "open_app_auth_notify");
        assertThat(reader.read(TestAlipay.signed(fields))).isEqualTo(new NoticeReading.Other("open_app_auth_notify"));
    }

    @ParameterizedTest
    @CsvSource({
        "app_id, 2021000122679999, NOT_FOR_US",
        "seller_id, 2088621955709999, NOT_FOR_US",
        "seller_id, , NOT_FOR_US",
        "notify_time, 2026-11-22 11:54:59, STALE",
        "notify_time, 2026-11-22 12:05:01, STALE",
        "notify_time, , MALFORMED",
        "notify_time, yesterday, MALFORMED",
        "total_amount, 12.505, MALFORMED",
        "total_amount, 1e3, MALFORMED",
        "total_amount, , MALFORMED",
        "trade_no, , MALFORMED",
        "gmt_payment, 22.11.2026, MALFORMED",
        "charset, utf-7, MALFORMED"
    })
    void aSignedOneIsRefusedForWhatItSays(String field, String value, Reason reason) {
        TreeMap<String, String> fields = TestAlipay.paid();
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        assertThat(reader.read(TestAlipay.signed(fields)))
                .isInstanceOfSatisfying(NoticeReading.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.why()).doesNotContain(TestAlipay.PAYER, "12.50");
                });
    }

    @Test
    void whatNamesNoSubMerchantWentToTheSellerItself() {
        TreeMap<String, String> fields = TestAlipay.paid();
        fields.remove("passback_params");
        assertThat(reader.read(TestAlipay.signed(fields)))
                .isInstanceOfSatisfying(
                        NoticeReading.Paid.class,
                        paid -> assertThat(paid.notice().merchantNo()).isEqualTo(TestAlipay.SELLER));
    }

    @Test
    void anotherCurrencyIsNamed() {
        TreeMap<String, String> fields = TestAlipay.paid();
        fields.put("trans_currency", "USD");
        assertThat(reader.read(TestAlipay.signed(fields)))
                .isInstanceOfSatisfying(
                        NoticeReading.Paid.class,
                        paid -> assertThat(paid.notice().currency()).isEqualTo("USD"));
    }

    @Test
    void everyChangedFieldBreaksTheSignature() {
        RawNotice genuine = TestAlipay.signed(TestAlipay.paid());
        String body = new String(genuine.body(), StandardCharsets.ISO_8859_1);
        for (String field : TestAlipay.paid().keySet()) {
            if (field.equals("charset")) {
                continue;
            }
            String tampered = body.replaceFirst("(^|&)" + field + "=", "$1" + field + "=9");
            assertThat(reader.read(TestAlipay.raw(tampered)))
                    .as(field)
                    .isInstanceOfSatisfying(
                            NoticeReading.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.SIGNATURE));
        }
        assertThat(refusal(body + "&refund_fee=1.00")).isEqualTo(Reason.SIGNATURE);
        assertThat(refusal(body.replace("sign_type=RSA2", "sign_type=RSA"))).isEqualTo(Reason.SIGNATURE);
        assertThat(refusal(body.replaceFirst("&sign=[^&]*", "&sign="))).isEqualTo(Reason.SIGNATURE);
        assertThat(refusal(body.replaceFirst("&sign=[^&]*", "&sign=%21%21"))).isEqualTo(Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "{\"id\":1}",
                "=x",
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%ff&charset=utf-8",
                "a=1&a=2",
                "charset=%ff"
            })
    void whatIsNoFormIsRefused(String body) {
        assertThat(refusal(body)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void tenMegabytesAreRefusedAtOnce() {
        RawNotice huge = new RawNotice(new byte[10 * 1024 * 1024], Map.of(), TestAlipay.NOW);
        long start = System.nanoTime();
        assertThat(reader.read(huge)).isInstanceOf(NoticeReading.Refused.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(refusal("a=1&".repeat(200) + "b=2")).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void noBytesMakeItThrowOrBelieve() {
        Random random = new Random(4);
        byte[] genuine = TestAlipay.signed(TestAlipay.paid()).body();
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = genuine.clone();
            for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            NoticeReading read = reader.read(new RawNotice(bytes, Map.of(), TestAlipay.NOW));
            // A changed letter of the signature's escape may leave it as it was; then nothing of the content has
            // changed.
            if (!(read instanceof NoticeReading.Refused)) {
                assertThat(read).isEqualTo(reader.read(TestAlipay.signed(TestAlipay.paid())));
            }
        }
    }

    private Reason refusal(String body) {
        NoticeReading read = reader.read(TestAlipay.raw(body));
        assertThat(read).isInstanceOf(NoticeReading.Refused.class);
        return ((NoticeReading.Refused) read).reason();
    }
}
