/** A notice is believed only when it is genuine, fresh and ours, and no input makes the reader throw. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

class UnionpayNoticeReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:35:00Z");
    private static final URI NOWHERE = URI.create("https://acquirer.example");

    private final UnionpayNoticeReader reader =
            new UnionpayNoticeReader(TestUnionpay.contract(NOWHERE), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aGenuineNoticeStatesThePayment() {
        assertThat(read(TestUnionpay.paidFields()))
                .isEqualTo(new NoticeReading.Paid(new PaidNotice(
                        ChannelName.UNIONPAY,
                        "862611221034560001018",
                        "T0000000001",
                        TestUnionpay.SUB_MERCHANT,
                        Money.ofFen(1250),
                        "CNY",
                        Instant.parse("2026-11-22T02:34:56Z"),
                        NOW,
                        PaidNotice.Source.NOTICE)));
    }

    /** Signed by OpenSSL, so that our two sides cannot be wrong in the same way. */
    @Test
    void readsWhatAnotherImplementationSigned() throws Exception {
        UnionpayNoticeReader golden = new UnionpayNoticeReader(
                TestUnionpay.contract(NOWHERE, UnionpayPem.publicKeys(TestUnionpay.resource("platform-public.pem"))),
                Clock.fixed(NOW, ZoneOffset.UTC));
        byte[] body = TestUnionpay.resource("notice.form").getBytes(StandardCharsets.UTF_8);
        assertThat(golden.read(new RawNotice(body, Map.of(), NOW)))
                .isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
                    assertThat(paid.notice().orderNo()).isEqualTo("0HZX3Q1B2C3D40001");
                    assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1250));
                });
        assertThat(reason(new RawNotice(body, Map.of(), NOW))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aRefundIsReadWithItsNumbersAndSum() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.putAll(Map.of(
                "txnType", "04",
                "txnSubType", "00",
                "orderId", "R0000000001",
                "origOrderId", "T0000000001",
                "origQryId", "862611221034560001018",
                "queryId", "862611221034560009999",
                "txnAmt", "500"));
        assertThat(read(fields))
                .isEqualTo(new NoticeReading.Refunded(new RefundNotice(
                        ChannelName.UNIONPAY,
                        "R0000000001",
                        "862611221034560009999",
                        "T0000000001",
                        "862611221034560001018",
                        TestUnionpay.SUB_MERCHANT,
                        Money.ofFen(500),
                        Instant.parse("2026-11-22T02:34:56Z"))));
        fields.remove("origOrderId");
        assertThat(reasonOf(read(fields))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void anyTamperedByteIsRefused() {
        byte[] good = TestUnionpay.sent(signed(TestUnionpay.paidFields()), NOW).body();
        Random random = new Random(20261122);
        for (int at = 0; at < good.length; at++) {
            byte[] body = good.clone();
            body[at] ^= (byte) (1 << random.nextInt(8));
            NoticeReading reading = reader.read(new RawNotice(body, Map.of(), NOW));
            // A flipped case of a hexadecimal digit after a per cent sign is the same text, and the last bits of a
            // Base64
            // text belong to no byte.
            if (!(reading instanceof NoticeReading.Paid) || !sameFields(body, good)) {
                assertThat(reasonOf(reading)).as("byte %d", at).isIn(Reason.SIGNATURE, Reason.MALFORMED);
            }
        }
    }

    @Test
    void theOrderOfTheFieldsIsNotPartOfTheSignatureAndEverythingElseIs() {
        String form = signed(TestUnionpay.paidFields()).encoded();
        List<String> shuffled = new ArrayList<>(Arrays.asList(form.split("&")));
        Collections.reverse(shuffled);
        assertThat(reader.read(raw(String.join("&", shuffled)))).isInstanceOf(NoticeReading.Paid.class);

        assertThat(reason(raw(form.replace("txnAmt=1250", "txnAmt=01250")))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(raw(form.replace("txnAmt=1250", "txnAmt=1250.00")))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(raw(form.replace("txnAmt=1250", "txnAmt=+1250")))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(raw(form + "&more=1"))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(raw(form + "&txnAmt=1250"))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(raw(form.replace("%", "%25")))).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(raw("{\"" + form.replace("=", "\":\"").replace("&", "\",\"") + "\"}")))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void anotherKeysSignatureIsRefusedAndBothKeysOfARotationAreBelieved() {
        UnionpayForm forged = TestUnionpay.signed(TestUnionpay.paidFields(), TestUnionpay.MERCHANT.getPrivate());
        assertThat(reason(TestUnionpay.sent(forged, NOW))).isEqualTo(Reason.SIGNATURE);

        UnionpayNoticeReader rotating = new UnionpayNoticeReader(
                TestUnionpay.contract(
                        NOWHERE, List.of(TestUnionpay.PLATFORM.getPublic(), TestUnionpay.MERCHANT.getPublic())),
                Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(rotating.read(TestUnionpay.sent(forged, NOW))).isInstanceOf(NoticeReading.Paid.class);
    }

    @Test
    void aCertificateThatTheNoticeBringsItselfIsNotLookedAt() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put("signPubKeyCert", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----");
        UnionpayForm forged = TestUnionpay.signed(fields, TestUnionpay.MERCHANT.getPrivate());
        assertThat(reason(TestUnionpay.sent(forged, NOW))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void withoutASignatureItIsRefused() {
        assertThat(reason(TestUnionpay.sent(UnionpayForm.of(TestUnionpay.paidFields()), NOW)))
                .isEqualTo(Reason.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"20261122102959, true", "20261122103000, false", "20261122104000, false", "20261122104001, true"})
    void whatSaysWhenItWasSentIsStaleBeyondFiveMinutes(String sent, boolean stale) {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put("notifyTime", sent);
        NoticeReading reading = read(fields);
        if (stale) {
            assertThat(reasonOf(reading)).isEqualTo(Reason.STALE);
        } else {
            assertThat(reading).isInstanceOf(NoticeReading.Paid.class);
        }
    }

    @Test
    void anotherServiceProvidersPaymentIsNotOurs() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put("merId", "777290058110099");
        assertThat(reasonOf(read(fields))).isEqualTo(Reason.NOT_FOR_US);
    }

    @Test
    void amountCurrencyAndSubMerchantArePassedOnForTheBookingToCompare() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.putAll(Map.of("txnAmt", "1", "currencyCode", "344", "subMerId", "898330000009999"));
        assertThat(read(fields)).isInstanceOfSatisfying(NoticeReading.Paid.class, paid -> {
            assertThat(paid.notice().amount()).isEqualTo(Money.ofFen(1));
            assertThat(paid.notice().currency()).isEqualTo("344");
            assertThat(paid.notice().merchantNo()).isEqualTo("898330000009999");
        });
    }

    @ParameterizedTest
    @CsvSource({"respCode, 02", "respCode, ''", "respCode, 01", "txnType, 31"})
    void genuineNoticesThatPayNothingAreOfAnotherKind(String name, String value) {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put(name, value);
        assertThat(read(fields)).isInstanceOf(NoticeReading.Other.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orderId", "subMerId", "txnAmt", "currencyCode", "queryId", "payTime", "txnType"})
    void aPaymentWithoutAFactIsMalformed(String name) {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.remove(name);
        assertThat(reasonOf(read(fields))).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({
        "txnAmt, 12.5",
        "txnAmt, ' 1250'",
        "txnAmt, 99999999999999999999",
        "txnAmt, 1e3",
        "payTime, yesterday",
        "payTime, 20261322103456",
        "notifyTime, now"
    })
    void aFactThatCannotBeReadIsMalformed(String name, String value) {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put(name, value);
        assertThat(reasonOf(read(fields))).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "a", "=", "&&&", "a=%zz", "a=%", "a=1&a=2", "signature=%F0%28%8C%28"})
    void whatIsNoFormIsRefused(String body) {
        assertThat(reasonOf(reader.read(raw(body)))).isIn(Reason.MALFORMED, Reason.SIGNATURE);
    }

    @Test
    void tenMegabytesAreRefusedUnread() {
        assertThat(reason(new RawNotice(new byte[10 * 1024 * 1024], Map.of(), NOW)))
                .isEqualTo(Reason.MALFORMED);
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(8);
        for (int round = 0; round < 2_000; round++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            assertThat(reader.read(new RawNotice(body, Map.of(), NOW))).isInstanceOf(NoticeReading.Refused.class);
        }
    }

    @Test
    void refusalsHoldNothingOfWhatWasSent() {
        Map<String, String> fields = TestUnionpay.paidFields();
        fields.put("payTime", TestUnionpay.USER_ID);
        assertThat(read(fields))
                .isInstanceOfSatisfying(
                        NoticeReading.Refused.class,
                        refused -> assertThat(refused.why())
                                .doesNotContain(TestUnionpay.USER_ID, "T0000000001", TestUnionpay.MERCHANT_ID));
    }

    private static boolean sameFields(byte[] body, byte[] good) {
        return meaning(body).equals(meaning(good));
    }

    private static Map<String, String> meaning(byte[] body) {
        UnionpayForm form = UnionpayForm.decoded(new String(body, StandardCharsets.UTF_8));
        Map<String, String> fields = new HashMap<>(form.fields());
        fields.computeIfPresent(
                UnionpayForm.SIGNATURE,
                (name, text) -> HexFormat.of().formatHex(Base64.getDecoder().decode(text)));
        return fields;
    }

    private static UnionpayForm signed(Map<String, String> fields) {
        return TestUnionpay.signed(fields, TestUnionpay.PLATFORM.getPrivate());
    }

    private static RawNotice raw(String body) {
        return new RawNotice(body.getBytes(StandardCharsets.UTF_8), Map.of(), NOW);
    }

    private NoticeReading read(Map<String, String> fields) {
        return reader.read(TestUnionpay.sent(signed(fields), NOW));
    }

    private Reason reason(RawNotice notice) {
        return reasonOf(reader.read(notice));
    }

    private static Reason reasonOf(NoticeReading reading) {
        return reading instanceof NoticeReading.Refused refused
                ? refused.reason()
                : org.assertj.core.api.Assertions.fail(reading.toString());
    }
}
