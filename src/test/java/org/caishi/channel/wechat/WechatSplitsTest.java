/** Splits against the shipped simulator: handed on, asked about, ended, brought back, and every refusal told apart. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.caishi.channel.QueryResult;
import org.caishi.channel.SplitDesk;
import org.caishi.channel.SplitDesk.SplitReceiver;
import org.caishi.channel.SplitRequest;
import org.caishi.channel.SplitResult;
import org.caishi.channel.SplitReturn;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatSplitsTest {
    private static final String MERCHANT = TestWechat.SUB_MCHID;
    private static final SplitReceiver MARKET = new SplitReceiver(SplitReceiver.Kind.MERCHANT, "1900000777", "老城菜市");
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    private static SimulatedWechat wechat;
    private static SplitDesk desk;

    @BeforeAll
    static void start() throws Exception {
        wechat = new SimulatedWechat(data);
        desk = wechat.channel.splits().orElseThrow();
    }

    @AfterAll
    static void stop() {
        wechat.close();
    }

    @Test
    void aPartGoesOutOnceHoweverOftenItIsAskedForAndComesBack() throws Exception {
        SplitRequest split = split(paid(10_000), 100, false);

        await().atMost(SOON).until(() -> desk.split(split) instanceof SplitResult.Done);
        assertThat(desk.querySplit(split)).isInstanceOf(SplitResult.Done.class);

        SplitReturn back = new SplitReturn(
                "R" + split.splitNo(),
                split.splitNo(),
                split.channelTxn(),
                split.orderNo(),
                MERCHANT,
                MARKET,
                Money.ofFen(40),
                "退款");
        assertThat(desk.queryTakenBack(back)).isInstanceOf(SplitResult.Missing.class);
        assertThat(desk.takeBack(back)).isInstanceOf(SplitResult.Done.class);
        assertThat(desk.takeBack(back)).isInstanceOf(SplitResult.Done.class);
        assertThat(desk.queryTakenBack(back)).isInstanceOf(SplitResult.Done.class);
        SplitReturn tooMuch = new SplitReturn(
                "Q" + split.splitNo(),
                split.splitNo(),
                split.channelTxn(),
                split.orderNo(),
                MERCHANT,
                MARKET,
                Money.ofFen(61),
                "退款");
        assertThat(desk.takeBack(tooMuch)).isInstanceOf(SplitResult.Declined.class);
    }

    @Test
    void aSplitThatWasNeverAskedForIsMissing() throws Exception {
        assertThat(desk.querySplit(split(paid(10_000), 100, false))).isEqualTo(new SplitResult.Missing());
    }

    @Test
    void moreThanTheMerchantAllowsIsDeclined() throws Exception {
        String txn = paid(10_000);
        await().atMost(SOON).until(() -> desk.split(split(txn, 10, false)) instanceof SplitResult.Underway);

        assertThat(desk.split(split(txn, 3_001, false)))
                .isInstanceOfSatisfying(
                        SplitResult.Declined.class,
                        declined -> assertThat(declined.code()).isEqualTo("RULE_LIMIT"));
        assertThat(desk.most(MERCHANT)).isEqualTo(new SplitDesk.RatioResult.Most(BasisPoints.of(3000)));
    }

    @Test
    void afterTheEndNothingIsSplitAnyMore() throws Exception {
        String txn = paid(10_000);

        await().atMost(SOON).until(() -> !(desk.finish("F" + txn, txn, MERCHANT) instanceof SplitResult.Declined));

        assertThat(desk.split(split(txn, 100, false))).isInstanceOf(SplitResult.Declined.class);
    }

    private static SplitRequest split(String txn, long fen, boolean last) {
        return new SplitRequest(
                "S" + SimulatedWechat.newNumber(),
                txn,
                "",
                MERCHANT,
                List.of(new SplitRequest.Part(MARKET, Money.ofFen(fen), "佣金")),
                last);
    }

    /** The channel's number of a new payment. */
    private static String paid(long fen) throws Exception {
        String number = wechat.paid(fen, "{}");
        return ((QueryResult.Paid) wechat.channel.query(number, MERCHANT))
                .notice()
                .channelTxn();
    }
}
