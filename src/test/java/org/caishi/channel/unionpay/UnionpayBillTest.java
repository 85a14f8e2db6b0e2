/** A day's bill: fetched with its digest checked, read line by line, believed only when it adds up to its own totals. */
package org.caishi.channel.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillDesk.BillResult;
import org.caishi.channel.BillLine;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundResult;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnionpayBillTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    static final String PAYMENT = "01|8626|T0000000001|||898330000000101|1250|5|20261121103456\n";
    static final String REFUND = "04|8626|T0000000001|8627|R0000000001|898330000000101|500|-2|20261121110000\n";
    static final String TOTALS = "99|1|1250|1|500|3\n";

    @TempDir
    Path folder;

    @Test
    void theSimulatorsBillHoldsEveryPaymentAndRefundOfTheDay() throws Exception {
        try (SimulatedUnionpay unionpay = new SimulatedUnionpay(folder.resolve("simulator"))) {
            BillDesk desk = unionpay.channel.bills().orElseThrow();
            LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai")));
            assertThat(desk.fetch(today, folder)).isInstanceOf(BillResult.NotReady.class);
            assertThat(desk.fetch(today.minusDays(1), folder)).isEqualTo(new BillResult.Empty());

            String order = unionpay.paid(1250, "{}");
            String txn = ((QueryResult.Paid) unionpay.channel.query(order, TestUnionpay.SUB_MERCHANT))
                    .notice()
                    .channelTxn();
            String refund = SimulatedUnionpay.newNumber();
            assertThat(unionpay.channel.refund(TestUnionpay.refund(refund, txn, 500)))
                    .isInstanceOf(RefundResult.Underway.class);
            await().until(() ->
                    unionpay.channel.queryRefund(TestUnionpay.refund(refund, txn, 500)) instanceof RefundResult.Done);
            var _ = unionpay.control("bill", "{\"day\":\"%s\",\"invented\":50000}".formatted(today));

            BillResult.Fetched bill = (BillResult.Fetched) desk.fetch(today, folder);
            List<BillLine> ours = new ArrayList<>();
            long lines = desk.read(bill.bill(), line -> {
                if (line.orderNo().equals(order)) {
                    ours.add(line);
                }
            });
            assertThat(lines).isEqualTo(50_002);
            assertThat(ours).hasSize(2);
            assertThat(ours.getFirst().kind()).isEqualTo(BillLine.Kind.PAYMENT);
            assertThat(ours.getFirst().channelTxn()).isEqualTo(txn);
            assertThat(ours.getFirst().merchantNo()).isEqualTo(TestUnionpay.SUB_MERCHANT);
            assertThat(ours.getFirst().amount()).isEqualTo(Money.ofFen(1250));
            assertThat(ours.getFirst().fee()).isEqualTo(Money.ofFen(5));
            assertThat(ours.getLast().kind()).isEqualTo(BillLine.Kind.REFUND);
            assertThat(ours.getLast().refundNo()).isEqualTo(refund);
            assertThat(ours.getLast().amount()).isEqualTo(Money.ofFen(500));
            assertThat(ours.getLast().fee()).isEqualTo(Money.ofFen(-2));
        }
    }

    @Test
    void aFileThatIsNotTheOneAnnouncedIsThrownAway() throws Exception {
        try (OddAcquirer acquirer = new OddAcquirer()) {
            BillDesk desk = new UnionpayChannel(TestUnionpay.contract(acquirer.address()), Clock.systemUTC())
                    .bills()
                    .orElseThrow();
            acquirer.says(Map.of(
                    "respCode", "00",
                    "totalCount", "2",
                    "fileDigest", "00",
                    "fileUrl", acquirer.address() + "/files/x.txt"));
            // The odd acquirer answers the download with its own envelope, which has another digest.
            assertThat(desk.fetch(DAY, folder)).isInstanceOf(BillResult.Unknown.class);
            assertThat(folder).isEmptyDirectory();
            acquirer.says(Map.of("respCode", "00", "totalCount", "2", "fileDigest", "00", "fileUrl", "not an address"));
            assertThat(desk.fetch(DAY, folder)).isInstanceOf(BillResult.Unknown.class);
            acquirer.says(Map.of("respCode", "98"));
            assertThat(desk.fetch(DAY, folder)).isInstanceOf(BillResult.NotReady.class);
            acquirer.says(Map.of("respCode", "00", "totalCount", "0"));
            assertThat(desk.fetch(DAY, folder)).isEqualTo(new BillResult.Empty());
        }
    }

    @Test
    void paymentsAndRefundsAreReadInOurTerms() throws Exception {
        List<BillLine> lines = new ArrayList<>();
        assertThat(read(PAYMENT + REFUND + TOTALS, lines)).isEqualTo(2);
        assertThat(lines)
                .containsExactly(
                        new BillLine(
                                BillLine.Kind.PAYMENT,
                                "8626",
                                "T0000000001",
                                "",
                                "",
                                TestUnionpay.SUB_MERCHANT,
                                Money.ofFen(1250),
                                Money.ofFen(5),
                                Instant.parse("2026-11-21T02:34:56Z")),
                        new BillLine(
                                BillLine.Kind.REFUND,
                                "8626",
                                "T0000000001",
                                "8627",
                                "R0000000001",
                                TestUnionpay.SUB_MERCHANT,
                                Money.ofFen(500),
                                Money.ofFen(-2),
                                Instant.parse("2026-11-21T03:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                PAYMENT + REFUND,
                PAYMENT + TOTALS,
                PAYMENT + REFUND + "99|1|1251|1|500|3\n",
                PAYMENT + REFUND + "99|1|1250|1|500|4\n",
                PAYMENT + REFUND + "99|2|1250|1|500|3\n",
                PAYMENT + REFUND + "99|x|1250|1|500|3\n",
                PAYMENT + REFUND + TOTALS + PAYMENT,
                "02|8626|T0000000001|||898330000000101|1250|5|20261121103456\n" + TOTALS,
                "01|8626|T0000000001|||898330000000101|-1250|5|20261121103456\n" + TOTALS,
                "01|8626|T0000000001|||898330000000101|12.50|5|20261121103456\n" + TOTALS,
                "01|8626|T0000000001|||898330000000101|1250|5|yesterday\n" + TOTALS,
                "01|8626|T0000000001|||898330000000101|1250|5|20261121103456|more\n" + TOTALS,
                "<html><body>404</body></html>"
            })
    void whatIsNoWholeBillIsRefused(String text) {
        assertThatThrownBy(() -> read(text, new ArrayList<>())).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThatThrownBy(() -> read("01|" + "8".repeat(1_000_000), new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    private long read(String text, List<BillLine> lines) throws IOException {
        Path file = Files.writeString(folder.resolve("bill.txt"), text);
        return new UnionpayBillFile(lines::add).read(file);
    }
}
