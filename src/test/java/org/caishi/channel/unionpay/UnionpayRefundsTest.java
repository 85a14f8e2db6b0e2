/** Refunds against the shipped simulator: taken once under a number, done later, told by notice and by asking. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.caishi.channel.ChannelName;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundNotice;
import org.caishi.channel.RefundResult;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnionpayRefundsTest {
    @TempDir
    static Path data;

    private static SimulatedUnionpay unionpay;

    private String order = "";
    private String txn = "";

    @BeforeAll
    static void start() throws Exception {
        unionpay = new SimulatedUnionpay(data);
    }

    @AfterAll
    static void stop() {
        unionpay.close();
    }

    @BeforeEach
    void payAnOrder() throws Exception {
        unionpay.forgetNotices();
        order = unionpay.paid(1250, "{}");
        txn = ((QueryResult.Paid) unionpay.channel.query(order, TestUnionpay.SUB_MERCHANT))
                .notice()
                .channelTxn();
        assertThat(unionpay.channel.read(unionpay.nextNotice())).isInstanceOf(NoticeReading.Paid.class);
    }

    @Test
    void aRefundIsTakenThenDoneAndToldTwice() throws Exception {
        String number = SimulatedUnionpay.newNumber();
        assertThat(ask(number, 500)).isEqualTo(new RefundResult.Underway());
        assertThat(told(number, 500)).isInstanceOfAny(RefundResult.Underway.class, RefundResult.Done.class);

        assertThat(unionpay.channel.read(unionpay.nextNotice()))
                .isInstanceOfSatisfying(NoticeReading.Refunded.class, refunded -> {
                    RefundNotice notice = refunded.notice();
                    assertThat(notice.channel()).isEqualTo(ChannelName.UNIONPAY);
                    assertThat(notice.refundNo()).isEqualTo(number);
                    assertThat(notice.orderNo()).isEqualTo(order);
                    assertThat(notice.channelTxn()).isEqualTo(txn);
                    assertThat(notice.merchantNo()).isEqualTo(TestUnionpay.SUB_MERCHANT);
                    assertThat(notice.back()).isEqualTo(Money.ofFen(500));
                });
        assertThat(told(number, 500))
                .isInstanceOfSatisfying(
                        RefundResult.Done.class,
                        done -> assertThat(done.notice().back()).isEqualTo(Money.ofFen(500)));
        assertThat(unionpay.channel.query(order, TestUnionpay.SUB_MERCHANT)).isInstanceOf(QueryResult.Paid.class);
    }

    @Test
    void theSameNumberAskedTwiceGivesBackOnce() throws Exception {
        String number = SimulatedUnionpay.newNumber();
        assertThat(ask(number, 1250)).isEqualTo(new RefundResult.Underway());
        assertThat(ask(number, 1250)).isEqualTo(new RefundResult.Underway());
        await().untilAsserted(() -> assertThat(told(number, 1250)).isInstanceOf(RefundResult.Done.class));
        assertThat(ask(SimulatedUnionpay.newNumber(), 1))
                .isInstanceOfSatisfying(
                        RefundResult.Declined.class,
                        declined -> assertThat(declined.words()).contains("退款"));
    }

    @Test
    void whatCannotBeGivenBackIsDeclinedAndUnknownAfterwards() {
        String number = SimulatedUnionpay.newNumber();
        assertThat(ask(number, 1251)).isInstanceOf(RefundResult.Declined.class);
        assertThat(told(number, 1251)).isEqualTo(new RefundResult.Missing());
        assertThat(unionpay.channel.refund(TestUnionpay.refund(number, "8000", 100)))
                .isInstanceOf(RefundResult.Declined.class);
    }

    private static RefundResult told(String number, long fen) {
        return unionpay.channel.queryRefund(TestUnionpay.refund(number, "", fen));
    }

    private RefundResult ask(String number, long fen) {
        return unionpay.channel.refund(TestUnionpay.refund(number, txn, fen));
    }
}
