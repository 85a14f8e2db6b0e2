/** Whatever happens to the adapter, its logs and words hold no key, payer's id or code, even when everything else is at debug. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.Scene;
import org.caishi.testing.LogSoFar;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class UnionpayLogTest {
    private static final String CODE = "auth-code-that-serves-once";
    private static final String SHOWN = "6298765432101234567";

    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.DEBUG);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(before);
    }

    @Test
    void nothingSecretIsWrittenDown() throws Exception {
        try (OddAcquirer acquirer = new OddAcquirer()) {
            UnionpayContract contract = TestUnionpay.contract(acquirer.address());
            PaymentChannel channel = new UnionpayChannel(contract, Clock.systemUTC());
            List<Object> outcomes = new ArrayList<>(List.of(contract, contract.emv()));
            for (String code : List.of("00", "02", "01", "34", "98", "zz")) {
                acquirer.says(Map.of("respCode", code, "respMsg", "no", "payTime", TestUnionpay.USER_ID));
                exercise(channel, outcomes);
            }
            acquirer.answers(200, "text/html", TestUnionpay.USER_ID);
            exercise(channel, outcomes);
            acquirer.answers(500, "text/html", TestUnionpay.USER_ID);
            exercise(channel, outcomes);
            exercise(
                    new UnionpayChannel(
                            TestUnionpay.contract(URI.create("http://127.0.0.1:" + TestRun.freePort())),
                            Clock.systemUTC()),
                    outcomes);

            assertThat(LogSoFar.of(lines)).as("the log was listened to").isNotEmpty();
            String written = String.join(
                    "\n", LogSoFar.of(lines).stream().map(UnionpayLogTest::text).toList());
            assertThat(written + outcomes).doesNotContain(TestUnionpay.USER_ID, CODE, SHOWN, "BEGIN PRIVATE");
        }
    }

    private void exercise(PaymentChannel channel, List<Object> outcomes) {
        Payer shown = Payer.showing(PaymentCode.read(SHOWN).orElseThrow());
        Payer known = Payer.known(TestUnionpay.USER_ID, "203.0.113.7");
        outcomes.add(TestUnionpay.charge(Scene.CODE, shown));
        outcomes.add(channel.charge(TestUnionpay.charge(Scene.CODE, shown)));
        outcomes.add(TestUnionpay.charge(Scene.JSAPI, known));
        outcomes.add(channel.charge(TestUnionpay.charge(Scene.JSAPI, known)));
        outcomes.add(channel.query("T0000000001", TestUnionpay.SUB_MERCHANT));
        outcomes.add(channel.close("T0000000001", TestUnionpay.SUB_MERCHANT));
        outcomes.add(channel.cancel("T0000000001", TestUnionpay.SUB_MERCHANT));
        outcomes.add(channel.refund(TestUnionpay.refund("R0000000001", "8626", 1)));
        outcomes.add(channel.queryRefund(TestUnionpay.refund("R0000000001", "8626", 1)));
        outcomes.add(channel.signIn().orElseThrow().payerId(CODE, "UnionPay/1.0 ICBC"));
        outcomes.add(channel.bills().orElseThrow().fetch(LocalDate.of(2026, 11, 21), folder));
        Map<String, String> odd = TestUnionpay.paidFields();
        odd.put("payTime", TestUnionpay.USER_ID);
        NoticeReading read = channel.read(
                TestUnionpay.sent(TestUnionpay.signed(odd, TestUnionpay.PLATFORM.getPrivate()), Instant.now()));
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
