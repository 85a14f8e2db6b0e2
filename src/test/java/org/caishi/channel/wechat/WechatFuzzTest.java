/** The fuzzer against what reads WeChat's bytes: notices before and behind the signature, and bills. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.RawNotice;
import org.caishi.testing.Spoilt;
import org.junit.jupiter.params.provider.MethodSource;

/** A usual test run repeats the seeds; junit-platform.properties says how to fuzz. */
class WechatFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:35:00Z");
    private static final String ORDER = "10000012345678";
    private static final WechatNoticeReader READER = new WechatNoticeReader(
            TestWechat.contract(URI.create("https://api.mch.weixin.qq.com")), Clock.fixed(NOW, ZoneOffset.UTC));
    private static final String TRANSACTION = TestWechat.transaction(ORDER, "SUCCESS");
    private static final String BODY = TestWechat.noticeBody("TRANSACTION.SUCCESS", TRANSACTION);

    static Stream<byte[]> bodies() {
        return Spoilt.of(BODY, 400, 1);
    }

    static Stream<byte[]> transactions() {
        return Spoilt.of(TRANSACTION, 400, 2);
    }

    static Stream<byte[]> bills() {
        return Spoilt.of(WechatBillsTest.BILL, 400, 3);
    }

    static Stream<byte[]> tokens() {
        return Spoilt.of(
                "{\"access_token\":\"T\",\"expires_in\":7200,\"openid\":\"" + TestWechat.OPENID
                        + "\",\"scope\":\"snsapi_base\"}",
                400,
                4);
    }

    /** Whoever does not have the platform's key moves nothing, whatever is sent. */
    @MethodSource("bodies")
    @FuzzTest(maxDuration = "1m")
    void unsignedBytesMoveNoMoney(byte[] body) {
        RawNotice genuine = TestWechat.sent(BODY, NOW);
        NoticeReading reading = READER.read(new RawNotice(body, genuine.headers(), NOW));

        if (!BODY.equals(new String(body, StandardCharsets.UTF_8))) {
            assertThat(reading).isInstanceOf(NoticeReading.Refused.class);
        }
    }

    /** Even under the platform's own signature an envelope that was spoilt opens to nothing. */
    @MethodSource("bodies")
    @FuzzTest(maxDuration = "1m")
    void aSignedEnvelopeIsReadOrRefused(byte[] body) {
        if (READER.read(TestWechat.sent(body, NOW)) instanceof NoticeReading.Paid(var notice)) {
            // The resource is sealed: whatever else was spoilt around it, it says what it said.
            assertThat(notice.orderNo()).isEqualTo(ORDER);
            assertThat(notice.amount().fen()).isEqualTo(1250);
        }
    }

    /** What stands in the sealed resource may be anything, too: it is read exactly, or refused. */
    @MethodSource("transactions")
    @FuzzTest(maxDuration = "1m")
    void aSealedTransactionIsReadOrRefused(byte[] transaction) {
        String text = new String(transaction, StandardCharsets.UTF_8);
        NoticeReading reading = READER.read(TestWechat.sent(TestWechat.noticeBody("TRANSACTION.SUCCESS", text), NOW));

        if (reading instanceof NoticeReading.Paid(var notice)) {
            assertThat(text)
                    .contains(notice.orderNo(), Long.toString(notice.amount().fen()), TestWechat.MCHID);
        }
    }

    @MethodSource("bills")
    @FuzzTest(maxDuration = "1m")
    void aBillIsReadWholeOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("bill", ".csv");
        try {
            Files.write(file, bytes);
            long lines = new WechatBill(file)
                    .read(line -> assertThat(line.amount().fen()).isNotNegative());
            assertThat(lines).isNotNegative();
        } catch (IOException refused) {
            assertThat(bytes).isNotEqualTo(WechatBillsTest.BILL.getBytes(StandardCharsets.UTF_8));
        } finally {
            Files.delete(file);
        }
    }

    /** The answer about a payer is not signed: an id is what has an id's form and stands in it. */
    @MethodSource("tokens")
    @FuzzTest(maxDuration = "1m")
    void aPayersIdIsReadOrRefused(byte[] answer) {
        WechatSignIn.openid(answer).ifPresent(openid -> assertThat(openid).matches("[A-Za-z0-9_-]{20,64}"));
    }
}
