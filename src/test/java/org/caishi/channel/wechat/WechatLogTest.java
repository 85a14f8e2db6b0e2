/** Whatever happens to the adapter, its logs hold no key, openid, code or secret, even when everything else is at debug. */
package org.caishi.channel.wechat;

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
import java.util.List;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RawNotice;
import org.caishi.channel.Scene;
import org.caishi.testing.LogSoFar;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WechatLogTest {
    private static final String CODE = "021codeThatServesOnce";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger sdk = (Logger) LoggerFactory.getLogger("com.wechat.pay");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        // As application.yaml sets it.
        sdk.setLevel(Level.INFO);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(before);
        sdk.setLevel(null);
    }

    @Test
    void nothingSecretIsWrittenDown() throws Exception {
        try (OddServer server = new OddServer()) {
            PaymentChannel channel = new WechatChannel(TestWechat.contract(server.address()), Clock.systemUTC());
            List<Object> outcomes = new ArrayList<>();
            String echo = "{\"code\":\"PARAM_ERROR\",\"message\":\"no\",\"detail\":{\"value\":\"%s\"}}"
                    .formatted(TestWechat.OPENID);
            for (int status : new int[] {200, 400, 500}) {
                server.answers(status, "application/json", echo);
                exercise(channel, outcomes);
            }
            server.answers(200, "application/json", echo, TestWechat.MERCHANT.getPrivate());
            exercise(channel, outcomes);
            server.answers(200, "text/html", TestWechat.OPENID);
            exercise(channel, outcomes);
            PaymentChannel lonely = new WechatChannel(
                    TestWechat.contract(URI.create("http://127.0.0.1:" + TestRun.freePort())), Clock.systemUTC());
            exercise(lonely, outcomes);

            assertThat(LogSoFar.of(lines)).as("the log was listened to").isNotEmpty();
            String written = String.join(
                    "\n", LogSoFar.of(lines).stream().map(WechatLogTest::text).toList());
            assertThat(written + outcomes)
                    .doesNotContain(TestWechat.OPENID, CODE, TestWechat.SECRET, TestWechat.API_V3_KEY, "BEGIN PRIVATE");
        }
    }

    private static void exercise(PaymentChannel channel, List<Object> outcomes) {
        ChargeResult charged = channel.charge(new ChargeRequest(
                "T0000000001",
                TestWechat.SUB_MCHID,
                Scene.JSAPI,
                Money.ofFen(1),
                "A12",
                Payer.known(TestWechat.OPENID, null),
                true,
                Instant.now().plusSeconds(60)));
        outcomes.add(charged);
        outcomes.add(channel.query("T0000000001", TestWechat.SUB_MCHID));
        outcomes.add(channel.close("T0000000001", TestWechat.SUB_MCHID));
        outcomes.add(channel.signIn().orElseThrow().payerId(CODE));
        String body = TestWechat.noticeBody(
                "TRANSACTION.SUCCESS",
                TestWechat.transaction("T0000000001", "SUCCESS").replace("T10", TestWechat.OPENID));
        RawNotice odd = TestWechat.sent(body, Instant.now());
        NoticeReading read = channel.read(odd);
        assertThat(read).isInstanceOf(NoticeReading.Refused.class);
        outcomes.add(read);
        outcomes.add(channel.refused((NoticeReading.Refused) read));
    }

    private static String text(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return event.getLoggerName() + " " + event.getFormattedMessage()
                + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
