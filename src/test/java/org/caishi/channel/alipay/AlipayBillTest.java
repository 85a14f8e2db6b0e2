/** A day's bill: fetched from the simulator, read to its end, believed only when its lines come to its sums. */
package org.caishi.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillLine;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.units.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlipayBillTest {
    private static final Charset GBK = Charset.forName("GBK");
    static final String HEADER = "支付宝交易号,商户订单号,业务类型,商品名称,完成时间,门店编号,订单金额（元）,退款批次号/请求号,服务费（元）,备注\r\n";
    static final String SUMS = "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,服务费（元）\r\n";
    static final String PAYMENT = "2026T1\t,ORDER1\t,交易,\"鱼,虾\",2026-11-21 10:00:00,2088000000000109,12.50,,-0.08,\r\n";
    static final String REFUND = "2026T1\t,ORDER1\t,退款,鱼,2026-11-21 11:00:00,2088000000000109,-3.00,R1\t,0.02,\r\n";

    @TempDir
    Path folder;

    @Test
    void theSimulatorsDayHasEveryPaymentAndRefundAndAnyNumberMore() throws Exception {
        try (SimulatedAlipay alipay = new SimulatedAlipay(folder.resolve("data"))) {
            String number = alipay.paid(1250, "{}");
            String txn = ((QueryResult.Paid) alipay.channel.query(number, TestAlipay.SMID))
                    .notice()
                    .channelTxn();
            assertThat(alipay.channel.refund(new RefundRequest(
                            "R" + number, txn, TestAlipay.SMID, Money.ofFen(1250), Money.ofFen(300), "")))
                    .isInstanceOf(RefundResult.Done.class);
            LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.ofHours(8));
            BillDesk desk = alipay.channel.bills().orElseThrow();
            assertThat(desk.fetch(today, folder)).isInstanceOf(BillDesk.BillResult.NotReady.class);
            assertThat(desk.fetch(today.minusDays(3), folder)).isInstanceOf(BillDesk.BillResult.Empty.class);

            alipay.control("/bill", "{\"day\":\"%s\",\"payments\":20000}".formatted(today));
            BillDesk.BillResult fetched = desk.fetch(today, folder);

            assertThat(fetched).isInstanceOf(BillDesk.BillResult.Fetched.class);
            List<BillLine> ours = new ArrayList<>();
            long lines = desk.read(((BillDesk.BillResult.Fetched) fetched).bill(), line -> {
                if (line.orderNo().equals(number)) {
                    ours.add(line);
                }
            });
            assertThat(lines).isEqualTo(20_002);
            assertThat(ours).hasSize(2);
            assertThat(ours.getFirst())
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(new BillLine(
                            BillLine.Kind.PAYMENT,
                            txn,
                            number,
                            "",
                            "",
                            TestAlipay.SMID,
                            Money.ofFen(1250),
                            Money.ofFen(8),
                            Instant.EPOCH));
            assertThat(ours.getLast().kind()).isEqualTo(BillLine.Kind.REFUND);
            assertThat(ours.getLast().refundNo()).isEqualTo("R" + number);
            assertThat(ours.getLast().amount()).isEqualTo(Money.ofFen(300));
        }
    }

    @Test
    void aBillIsReadByTheNamesOfItsColumns() throws Exception {
        List<BillLine> lines = new ArrayList<>();
        Path bill = bill(
                "#支付宝业务明细查询\r\n" + HEADER + PAYMENT + REFUND + "#结束\r\n",
                SUMS + "2088000000000109,,1,1,9.50,-0.06\r\n合计,,1,1,9.50,-0.06\r\n#导出时间\r\n");
        assertThat(desk().read(bill, lines::add)).isEqualTo(2);
        assertThat(lines)
                .containsExactly(
                        new BillLine(
                                BillLine.Kind.PAYMENT,
                                "2026T1",
                                "ORDER1",
                                "",
                                "",
                                "2088000000000109",
                                Money.ofFen(1250),
                                Money.ofFen(8),
                                Instant.parse("2026-11-21T02:00:00Z")),
                        new BillLine(
                                BillLine.Kind.REFUND,
                                "2026T1",
                                "ORDER1",
                                "R1",
                                "R1",
                                "2088000000000109",
                                Money.ofFen(300),
                                Money.ofFen(-2),
                                Instant.parse("2026-11-21T03:00:00Z")));
    }

    @Test
    void aBillThatDoesNotAddUpOrIsNoneIsNotBelieved() throws Exception {
        String sums = SUMS + "合计,,1,0,12.50,-0.08\r\n";
        assertThat(desk().read(bill(HEADER + PAYMENT, sums), line -> {})).isEqualTo(1);
        for (String[] wrong : new String[][] {
            {HEADER + PAYMENT + PAYMENT, sums},
            {HEADER + PAYMENT.replace("12.50", "12.51"), sums},
            {HEADER + PAYMENT.replace("-0.08", "-0.09"), sums},
            {HEADER + PAYMENT.replace("交易,", "转账,"), sums},
            {HEADER + PAYMENT.replace("12.50", "-12.50"), sums},
            {HEADER + PAYMENT.replace("12.50", "12.505"), sums},
            {HEADER + PAYMENT.replace("2026-11-21 10:00:00", "noon"), sums},
            {HEADER.replace("服务费", "费"), sums},
            {HEADER + PAYMENT.substring(0, 30), sums},
            {HEADER + "x".repeat(10_000), sums},
            {"", sums},
            {HEADER + PAYMENT, SUMS},
            {HEADER + PAYMENT, ""},
            {HEADER + PAYMENT, SUMS + "合计,,one,0,12.50,-0.08\r\n"}
        }) {
            assertThatThrownBy(() -> desk().read(bill(wrong[0], wrong[1]), line -> {}))
                    .as(wrong[0] + wrong[1])
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> desk().read(Files.writeString(folder.resolve("no.zip"), "<html>"), line -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDownloadThatFailsLeavesNothing() throws Exception {
        try (OddGateway gateway = new OddGateway()) {
            AlipayBillDesk desk =
                    new AlipayBillDesk(new AlipayConnection(TestAlipay.contract(gateway.address())), Clock.systemUTC());
            URI file = gateway.address().resolve("/bill");
            gateway.answers(exchange -> {
                boolean asked = exchange.getRequestMethod().equals("POST");
                OddGateway.send(
                        exchange,
                        200,
                        asked
                                ? TestAlipay.answer(
                                        "alipay.data.dataservice.bill.downloadurl.query",
                                        "{\"code\":\"10000\",\"bill_download_url\":\"" + file + "\"}",
                                        TestAlipay.PLATFORM.getPrivate())
                                : "<html>expired</html>");
            });
            assertThat(desk.fetch(LocalDate.of(2026, 11, 21), folder)).isInstanceOf(BillDesk.BillResult.Unknown.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    private static AlipayBillDesk desk() {
        return new AlipayBillDesk(
                new AlipayConnection(TestAlipay.contract(URI.create("http://127.0.0.1:9/gateway.do"))),
                Clock.systemUTC());
    }

    private Path bill(String lines, String sums) throws IOException {
        Path file = folder.resolve("bill.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, GBK)) {
            zip.putNextEntry(new ZipEntry("20886219557023450156_20261121_业务明细.csv"));
            zip.write(lines.getBytes(GBK));
            zip.putNextEntry(new ZipEntry("20886219557023450156_20261121_业务明细(汇总).csv"));
            zip.write(sums.getBytes(GBK));
        }
        return file;
    }
}
