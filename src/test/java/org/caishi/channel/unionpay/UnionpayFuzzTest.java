/** The fuzzer against what reads the acquirer's bytes: notices before and behind the signature, answers, bills. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.caishi.channel.BillLine;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.RawNotice;
import org.caishi.testing.Spoilt;
import org.junit.jupiter.params.provider.MethodSource;

/** A usual test run repeats the seeds; junit-platform.properties says how to fuzz. */
class UnionpayFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:35:00Z");
    private static final UnionpayNoticeReader READER = new UnionpayNoticeReader(
            TestUnionpay.contract(URI.create("https://acquirer.example")), Clock.fixed(NOW, ZoneOffset.UTC));
    private static final List<PublicKey> KEYS = List.of(TestUnionpay.PLATFORM.getPublic());
    private static final UnionpayForm QUESTION = UnionpayForm.of(Map.of(
            "merId", TestUnionpay.MERCHANT_ID,
            "subMerId", TestUnionpay.SUB_MERCHANT,
            "orderId", "T0000000001",
            "txnType", "00",
            "txnSubType", "00"));

    private static final RawNotice GENUINE =
            TestUnionpay.sent(TestUnionpay.signed(TestUnionpay.paidFields(), TestUnionpay.PLATFORM.getPrivate()), NOW);
    private static final String BODY = new String(GENUINE.body(), StandardCharsets.UTF_8);
    private static final String UNSIGNED =
            UnionpayForm.of(TestUnionpay.paidFields()).encoded();
    private static final String ANSWER = OddAcquirer.told(
            QUESTION,
            Map.of("respCode", "00", "origRespCode", "00", "queryId", "8626", "txnAmt", "1250"),
            TestUnionpay.PLATFORM.getPrivate());
    private static final String BILL = UnionpayBillTest.PAYMENT + UnionpayBillTest.REFUND + UnionpayBillTest.TOTALS;

    static Stream<byte[]> forms() {
        return Spoilt.of(BODY, 400, 1);
    }

    static Stream<byte[]> unsigned() {
        return Spoilt.of(UNSIGNED, 400, 2);
    }

    static Stream<byte[]> answers() {
        return Spoilt.of(ANSWER, 400, 3);
    }

    static Stream<byte[]> bills() {
        return Spoilt.of(BILL, 400, 4);
    }

    /** Whoever does not have the acquirer's key moves nothing: what is read at all says what was signed. */
    @MethodSource("forms")
    @FuzzTest(maxDuration = "1m")
    void unsignedBytesMoveNoMoney(byte[] body) {
        NoticeReading reading = READER.read(new RawNotice(body, Map.of(), NOW));

        if (!(reading instanceof NoticeReading.Refused)) {
            assertThat(reading).isEqualTo(READER.read(GENUINE));
        }
    }

    /** Under the acquirer's own signature anything may stand: it is read exactly, or refused. */
    @MethodSource("unsigned")
    @FuzzTest(maxDuration = "1m")
    void aSignedFormIsReadOrRefused(byte[] body) {
        Map<String, String> fields;
        try {
            fields = new HashMap<>(UnionpayForm.decoded(new String(body, StandardCharsets.UTF_8))
                    .fields());
        } catch (IllegalArgumentException refused) {
            assertThat(READER.read(new RawNotice(body, Map.of(), NOW))).isInstanceOf(NoticeReading.Refused.class);
            return;
        }
        UnionpayForm form = TestUnionpay.signed(fields, TestUnionpay.PLATFORM.getPrivate());
        NoticeReading reading = READER.read(TestUnionpay.sent(form, NOW));
        if (reading instanceof NoticeReading.Paid(var notice)) {
            assertThat(form.get("merId")).isEqualTo(TestUnionpay.MERCHANT_ID);
            assertThat(form.get("respCode")).isEqualTo("00");
            assertThat(notice.orderNo()).isEqualTo(form.get("orderId")).isNotEmpty();
            assertThat(notice.channelTxn()).isEqualTo(form.get("queryId")).isNotEmpty();
            assertThat(notice.amount().fen()).isEqualTo(Long.parseLong(form.get("txnAmt")));
        }
        if (reading instanceof NoticeReading.Refunded(var notice)) {
            assertThat(form.get("txnType")).isEqualTo("04");
            assertThat(notice.back().fen()).isEqualTo(Long.parseLong(form.get("txnAmt")));
        }
    }

    /** What is answered without the acquirer's signature, or to another question, is as good as silence. */
    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void anAnswerIsGenuineOrSilence(byte[] answer) {
        UnionpayForm genuine = UnionpayForm.plain(ANSWER);
        for (boolean encoded : new boolean[] {true, false}) {
            if (UnionpayGateway.read(answer, encoded, QUESTION, KEYS) instanceof UnionpayAnswer.Told told) {
                assertThat(told.form().signed()).isEqualTo(genuine.signed());
            }
        }
    }

    @MethodSource("bills")
    @FuzzTest(maxDuration = "1m")
    void aBillIsReadWholeOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("bill", ".txt");
        List<BillLine> lines = new ArrayList<>();
        try {
            Files.write(file, bytes);
            assertThat(new UnionpayBillFile(lines::add).read(file)).isEqualTo(lines.size());
            assertThat(lines).allMatch(line -> line.amount().fen() >= 0);
        } catch (IOException refused) {
            assertThat(bytes).isNotEqualTo(BILL.getBytes(StandardCharsets.UTF_8));
        } finally {
            Files.delete(file);
        }
    }
}
