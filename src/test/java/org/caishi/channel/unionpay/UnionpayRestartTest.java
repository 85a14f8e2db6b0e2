/** What the simulated acquirer owes its merchant survives a restart: open orders, unheard notices, refunds under way. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.caishi.channel.ChargeResult;
import org.caishi.channel.NoticeReading;
import org.caishi.channel.Payer;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundResult;
import org.caishi.channel.Scene;
import org.caishi.testing.TestRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnionpayRestartTest {
    @TempDir
    Path data;

    @Test
    void itGoesOnWhereItWas() throws Exception {
        int inbox = TestRun.freePort();
        String open = SimulatedUnionpay.newNumber();
        String refund = SimulatedUnionpay.newNumber();
        String unheard;
        String refunded;
        String txn;
        try (SimulatedUnionpay before = new SimulatedUnionpay(data, inbox)) {
            assertThat(before.channel.charge(SimulatedUnionpay.charge(open, Scene.NATIVE, 700, Payer.ANYBODY)))
                    .isInstanceOf(ChargeResult.Waiting.class);
            unheard = before.paid(800, "{\"loss\":true,\"attempts\":99}");
            refunded = before.paid(1250, "{}");
            assertThat(before.channel.read(before.nextNotice())).isInstanceOf(NoticeReading.Paid.class);
            txn = ((QueryResult.Paid) before.channel.query(refunded, TestUnionpay.SUB_MERCHANT))
                    .notice()
                    .channelTxn();
            assertThat(before.channel.refund(TestUnionpay.refund(refund, txn, 500)))
                    .isInstanceOf(RefundResult.Underway.class);
        }
        try (SimulatedUnionpay after = new SimulatedUnionpay(data, inbox)) {
            assertThat(after.channel.query(open, TestUnionpay.SUB_MERCHANT)).isEqualTo(new QueryResult.Waiting());
            await().until(() ->
                    after.channel.queryRefund(TestUnionpay.refund(refund, txn, 500)) instanceof RefundResult.Done);
            Set<String> told = new HashSet<>();
            while (!told.contains(unheard)) {
                if (after.channel.read(after.nextNotice()) instanceof NoticeReading.Paid(var notice)) {
                    told.add(notice.orderNo());
                }
            }
            assertThat(after.channel.query(unheard, TestUnionpay.SUB_MERCHANT)).isInstanceOf(QueryResult.Paid.class);
        }
    }
}
