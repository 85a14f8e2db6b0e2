/** Charges by the payer's code against the shipped simulator, whose answer the code's last digit decides. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.CloseResult;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentCode;
import org.caishi.channel.QueryResult;
import org.caishi.channel.Scene;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WechatCodeTest {
    private static final String MERCHANT = TestWechat.SUB_MCHID;
    private static final Duration SOON = Duration.ofSeconds(20);

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

    @Test
    void aCodeIsPaidAtOnce() {
        String number = SimulatedWechat.newNumber();

        ChargeResult result = charge(number, '0');

        assertThat(result).isInstanceOfSatisfying(ChargeResult.Paid.class, paid -> {
            assertThat(paid.amount()).isEqualTo(Money.ofFen(1250));
            assertThat(paid.channelTxn()).isNotEmpty();
            assertThat(paid.at())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        });
        assertThat(charge(number, '0')).isEqualTo(result);
        assertThat(wechat.channel.query(number, MERCHANT)).isInstanceOf(QueryResult.Paid.class);
    }

    @ParameterizedTest
    @CsvSource({"5, TRADE_ERROR", "9, NOT_ENOUGH"})
    void aNoIsANo(char last, String code) {
        assertThat(charge(SimulatedWechat.newNumber(), last))
                .isInstanceOfSatisfying(
                        ChargeResult.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo(code));
    }

    @Test
    void aServersOwnTroubleIsNoNoAndTheMoneyIsFoundByAsking() {
        String number = SimulatedWechat.newNumber();

        assertThat(charge(number, '6')).isInstanceOf(ChargeResult.Unknown.class);
        assertThat(wechat.channel.query(number, MERCHANT)).isInstanceOf(QueryResult.Paid.class);
    }

    @Test
    void aPayerWithAPasswordToTypeIsWaitedFor() {
        String number = SimulatedWechat.newNumber();

        assertThat(charge(number, '7'))
                .isInstanceOfSatisfying(
                        ChargeResult.Waiting.class,
                        waiting -> assertThat(waiting.parameters()).isEmpty());
        await().atMost(SOON).until(() -> wechat.channel.query(number, MERCHANT) instanceof QueryResult.Paid);
    }

    @Test
    void aPayerWhoGivesUpHasPaidNothing() {
        String number = SimulatedWechat.newNumber();

        assertThat(charge(number, '8')).isInstanceOf(ChargeResult.Waiting.class);
        await().atMost(SOON).until(() -> wechat.channel.query(number, MERCHANT) instanceof QueryResult.Closed);
    }

    @Test
    void cancellingUndoesWhatWasPaidAndWhatWasNot() {
        String paid = SimulatedWechat.newNumber();
        assertThat(charge(paid, '6')).isInstanceOf(ChargeResult.Unknown.class);
        String never = SimulatedWechat.newNumber();

        assertThat(wechat.channel.cancel(paid, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(wechat.channel.cancel(paid, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(wechat.channel.cancel(never, MERCHANT)).isEqualTo(new CloseResult.Closed());
        assertThat(wechat.channel.query(paid, MERCHANT)).isEqualTo(new QueryResult.Closed("REVOKED"));
    }

    @Test
    void anOrderThatWasNotByCodeIsNotCancelled() {
        String number = SimulatedWechat.newNumber();
        assertThat(wechat.channel.charge(SimulatedWechat.charge(number, Scene.NATIVE, 1250, null)))
                .isInstanceOf(ChargeResult.Waiting.class);

        assertThat(wechat.channel.cancel(number, MERCHANT)).isInstanceOf(CloseResult.Unknown.class);
    }

    private static ChargeResult charge(String number, char last) {
        PaymentCode code = PaymentCode.read("13123456789012345" + last).orElseThrow();
        return wechat.channel.charge(new ChargeRequest(
                number,
                MERCHANT,
                Scene.CODE,
                Money.ofFen(1250),
                "老城菜市 A12 鲜鱼",
                Payer.showing(code),
                true,
                Instant.now().plusSeconds(45)));
    }
}
