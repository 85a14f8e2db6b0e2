/** The log and every outcome, searched for what must not be in them: the payer's id and code, 付款码, keys. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.Scene;
import org.caishi.testing.LogSoFar;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** At debug, and with the SDK's own loggers open: only its shut switch keeps it silent here. */
class AlipayLogTest {
    private static final String CODE = "authCodeThatServesOnce";
    private static final String SCANNED = "281234567890123456";
    private static final String KEY_PART = Base64.getEncoder()
            .encodeToString(TestAlipay.APP.getPrivate().getEncoded())
            .substring(40, 80);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger business = (Logger) LoggerFactory.getLogger("sdk.biz");
    private final Logger communication = (Logger) LoggerFactory.getLogger("sdk.comm");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        business.setLevel(Level.INFO);
        communication.setLevel(Level.DEBUG);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(before);
        business.setLevel(null);
        communication.setLevel(null);
    }

    @Test
    void nothingSecretIsWrittenDown() throws Exception {
        try (OddGateway gateway = new OddGateway()) {
            PaymentChannel channel = new AlipayChannel(TestAlipay.contract(gateway.address()), Clock.systemUTC());
            List<Object> outcomes = new ArrayList<>();
            String echo = "\"buyer_user_id\":\"" + TestAlipay.PAYER + "\",\"auth_code\":\"" + SCANNED + "\"}";
            for (String start : List.of(
                    "{\"code\":\"10000\",",
                    "{\"code\":\"40004\",\"sub_code\":\"ACQ.INVALID_PARAMETER\",\"sub_msg\":\"参数无效\",",
                    "{\"code\":\"20000\",\"sub_code\":\"isp.unknow-error\",")) {
                gateway.answersSigned(start + echo);
                exercise(channel, outcomes);
                gateway.answersSigned(start + echo, TestAlipay.APP.getPrivate());
                exercise(channel, outcomes);
            }
            gateway.answers(200, "<html>" + TestAlipay.PAYER + "</html>");
            exercise(channel, outcomes);
            gateway.answers(500, TestAlipay.PAYER);
            exercise(channel, outcomes);
            exercise(
                    new AlipayChannel(
                            TestAlipay.contract(URI.create("http://127.0.0.1:" + TestRun.freePort() + "/g")),
                            Clock.systemUTC()),
                    outcomes);

            String written = String.join(
                    "\n", LogSoFar.of(lines).stream().map(AlipayLogTest::text).toList());
            assertThat(written).as("the log was listened to").contains("Alipay gave no payer's id");
            assertThat(written + outcomes)
                    .doesNotContain(TestAlipay.PAYER, CODE, SCANNED, KEY_PART, "BEGIN PRIVATE", "biz_content");
        }
    }

    private static void exercise(PaymentChannel channel, List<Object> outcomes) {
        outcomes.add(channel.charge(charge(Scene.JSAPI, Payer.known(TestAlipay.PAYER, null))));
        outcomes.add(channel.charge(
                charge(Scene.CODE, Payer.showing(PaymentCode.read(SCANNED).orElseThrow()))));
        outcomes.add(channel.query("T0000000001", TestAlipay.SMID));
        outcomes.add(channel.close("T0000000001", TestAlipay.SMID));
        outcomes.add(channel.cancel("T0000000001", TestAlipay.SMID));
        outcomes.add(channel.refund(new RefundRequest(
                "R0000000001", "2026112222001", TestAlipay.SMID, Money.ofFen(2), Money.ofFen(1), "退")));
        outcomes.add(channel.signIn().orElseThrow().payerId(CODE));
        TreeMap<String, String> odd = TestAlipay.paid();
        odd.put("gmt_payment", TestAlipay.PAYER);
        NoticeReading read = channel.read(TestAlipay.signed(odd));
        assertThat(read).isInstanceOf(NoticeReading.Refused.class);
        outcomes.add(read);
        outcomes.add(channel.refused((NoticeReading.Refused) read));
    }

    private static ChargeRequest charge(Scene scene, Payer payer) {
        return new ChargeRequest(
                "T0000000001",
                TestAlipay.SMID,
                scene,
                Money.ofFen(1),
                "A12",
                payer,
                true,
                Instant.now().plusSeconds(60));
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getLoggerName() + " " + event.getFormattedMessage()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
