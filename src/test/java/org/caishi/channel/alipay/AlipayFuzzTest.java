/** The fuzzer against what reads Alipay's bytes: notices before and behind the signature, answers, bills. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.caishi.channel.BillLine;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RawNotice;
import org.caishi.testing.Spoilt;
import org.caishi.units.Money;
import org.junit.jupiter.params.provider.MethodSource;

/** A usual test run repeats the seeds; junit-platform.properties says how to fuzz. */
class AlipayFuzzTest {
    private static final AlipayContract CONTRACT = TestAlipay.contract(URI.create("http://127.0.0.1:9/gateway.do"));
    private static final AlipayNoticeReader READER =
            new AlipayNoticeReader(CONTRACT, Clock.fixed(TestAlipay.NOW, ZoneOffset.UTC));
    private static final RawNotice GENUINE = TestAlipay.signed(TestAlipay.paid());
    private static final String BODY = new String(GENUINE.body(), StandardCharsets.ISO_8859_1);
    private static final String UNSIGNED = TestAlipay.form(new TreeMap<>(TestAlipay.paid()), StandardCharsets.UTF_8);

    private static final String TOLD =
            "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"T0000000001\",\"trade_no\":\"2026112222001400001234567890\","
                    + "\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"12.50\",\"send_pay_date\":\"2026-11-22 11:59:58\"}";
    private static final String ANSWER =
            TestAlipay.answer("alipay.trade.query", TOLD, TestAlipay.PLATFORM.getPrivate());

    /** Between a bill's two files. */
    private static final String AND = "\f";

    private static final String BILL = AlipayBillTest.HEADER
            + AlipayBillTest.PAYMENT
            + AlipayBillTest.REFUND
            + AND
            + AlipayBillTest.SUMS
            + "合计,,1,1,9.50,-0.06\r\n";

    static Stream<byte[]> forms() {
        return Spoilt.of(BODY, 400, 1);
    }

    static Stream<byte[]> unsigned() {
        return Spoilt.of(UNSIGNED, 400, 2);
    }

    static Stream<byte[]> answers() {
        return Spoilt.of(ANSWER, 400, 3);
    }

    static Stream<byte[]> told() {
        return Spoilt.of(TOLD, 400, 4);
    }

    static Stream<byte[]> bills() {
        return Spoilt.of(BILL, 400, 5);
    }

    /** Whoever does not have Alipay's key moves nothing: what is read at all says what was signed. */
    @MethodSource("forms")
    @FuzzTest(maxDuration = "1m")
    void unsignedBytesMoveNoMoney(byte[] body) {
        NoticeReading reading = READER.read(new RawNotice(body, Map.of(), TestAlipay.NOW));

        if (!(reading instanceof NoticeReading.Refused)) {
            assertThat(reading).isEqualTo(READER.read(GENUINE));
        }
    }

    /** Under Alipay's own signature anything may stand: it is read exactly, or refused. */
    @MethodSource("unsigned")
    @FuzzTest(maxDuration = "1m")
    void aSignedFormIsReadOrRefused(byte[] body) {
        AlipayForm form;
        try {
            form = AlipayForm.read(body);
        } catch (IllegalArgumentException refused) {
            assertThat(READER.read(new RawNotice(body, Map.of(), TestAlipay.NOW)))
                    .isInstanceOf(NoticeReading.Refused.class);
            return;
        }
        String signature = URLEncoder.encode(
                TestAlipay.signature(TestAlipay.PLATFORM.getPrivate(), form.signedText()), StandardCharsets.US_ASCII);
        String signed = new String(body, StandardCharsets.ISO_8859_1) + "&sign_type=RSA2&sign=" + signature;
        if (READER.read(TestAlipay.raw(signed)) instanceof NoticeReading.Paid(var notice)) {
            assertThat(notice.channelTxn()).isEqualTo(form.text("trade_no")).isNotEmpty();
            assertThat(notice.orderNo()).isEqualTo(form.text("out_trade_no")).isNotEmpty();
            assertThat(notice.amount()).isEqualTo(Money.parseYuan(form.text("total_amount")));
            assertThat(form.text("app_id")).isEqualTo(TestAlipay.APP_ID);
            assertThat(form.text("seller_id")).isEqualTo(TestAlipay.SELLER);
            assertThat(form.text("trade_status")).isIn("TRADE_SUCCESS", "TRADE_FINISHED");
        }
    }

    /** What the gateway answers without Alipay's signature is as good as silence. */
    @MethodSource("answers")
    @FuzzTest(maxDuration = "1m")
    void anAnswerIsGenuineOrSilence(byte[] answer) {
        String text = new String(answer, StandardCharsets.UTF_8);
        AlipayAnswer read = asked(text);

        if (!(read instanceof AlipayAnswer.Silent)) {
            assertThat(text).contains(TOLD);
            assertThat(read).isInstanceOf(AlipayAnswer.Given.class);
        }
    }

    /** Under Alipay's signature anything may stand in an answer, too. */
    @MethodSource("told")
    @FuzzTest(maxDuration = "1m")
    void aSignedAnswerIsReadOrSilence(byte[] body) {
        String told = new String(body, StandardCharsets.UTF_8);
        AlipayAnswer read = asked(TestAlipay.answer("alipay.trade.query", told, TestAlipay.PLATFORM.getPrivate()));

        if (read instanceof AlipayAnswer.Given given) {
            assertThat(given.code()).isIn("10000", "10003");
        }
        AlipayOrders orders = new AlipayOrders(
                CONTRACT,
                answering(TestAlipay.answer("alipay.trade.query", told, TestAlipay.PLATFORM.getPrivate())),
                Clock.systemUTC());
        if (orders.query("T0000000001", TestAlipay.SMID) instanceof QueryResult.Paid(var notice)) {
            assertThat(read).isInstanceOf(AlipayAnswer.Given.class);
            assertThat(notice.orderNo()).isEqualTo("T0000000001");
            assertThat(notice.channelTxn()).isNotEmpty();
        }
    }

    @MethodSource("bills")
    @FuzzTest(maxDuration = "1m")
    void aBillIsReadWholeOrRefused(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] files = text.split(AND, 2);
        List<BillLine> lines = new ArrayList<>();
        try (BufferedReader detail = new BufferedReader(new StringReader(files[0]));
                BufferedReader sums = new BufferedReader(new StringReader(files[files.length - 1]))) {
            assertThat(AlipayBillReader.read(detail, sums, lines::add)).isEqualTo(lines.size());
            assertThat(lines).allMatch(line -> line.amount().fen() >= 0);
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException refused) {
            assertThat(text).isNotEqualTo(BILL);
        }
    }

    /** A file that is no zip, or one of something else, is refused in the one declared way. */
    @MethodSource("bills")
    @FuzzTest(maxDuration = "1m")
    void whatIsNoZipIsRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("bill", ".zip");
        try {
            Files.write(file, bytes);
            assertThat(new AlipayBillReader().read(file, line -> {})).isNotNegative();
            assertThat(bytes).startsWith('P', 'K');
        } catch (IOException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        } finally {
            Files.delete(file);
        }
    }

    private static AlipayAnswer asked(String answer) {
        return answering(answer).ask(new AlipayTradeQueryRequest());
    }

    private static AlipayConnection answering(String answer) {
        return new AlipayConnection(CONTRACT, new Answering(answer));
    }

    /** Carries nothing; the answer is there already. */
    private static final class Answering extends AbstractHttpClient {
        private final String answer;

        Answering(String answer) {
            this.answer = answer;
        }

        @Override
        public String doPost(String url, Map<String, String> form, String charset, Map<String, String> headers) {
            return answer;
        }

        @Override
        public String doPost(
                String url,
                Map<String, String> form,
                Map<String, FileItem> files,
                String charset,
                Map<String, String> headers) {
            throw new UnsupportedOperationException("no files are sent");
        }
    }
}
