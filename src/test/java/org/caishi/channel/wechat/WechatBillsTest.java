/** Bills against the shipped simulator, and the reader against bills that are not whole. */
package org.caishi.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillDesk.BillResult;
import org.caishi.channel.BillLine;
import org.caishi.channel.QueryResult;
import org.caishi.channel.RefundRequest;
import org.caishi.channel.RefundResult;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatBillsTest {
    private static final String MERCHANT = TestWechat.SUB_MCHID;

    /** One payment. */
    static final String BILL = text(line("0.08000", "12.50"), 1, "12.50");

    @TempDir
    static Path data;

    private static SimulatedWechat wechat;
    private static BillDesk desk;

    @BeforeAll
    static void start() throws Exception {
        wechat = new SimulatedWechat(data);
        desk = wechat.channel.bills().orElseThrow();
    }

    @AfterAll
    static void stop() {
        wechat.close();
    }

    @Test
    void aDaysBillHoldsEveryPaymentAndRefund(@TempDir Path folder) throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String number = wechat.paid(1_250, "{}");
        String refund = "R" + number;
        String txn = ((QueryResult.Paid) wechat.channel.query(number, MERCHANT))
                .notice()
                .channelTxn();
        RefundRequest asked = new RefundRequest(refund, txn, MERCHANT, Money.ofFen(1_250), Money.ofFen(250), "鱼不新鲜");
        await().atMost(Duration.ofSeconds(20)).until(() -> wechat.channel.refund(asked) instanceof RefundResult.Done);

        assertThat(desk.fetch(today, folder)).isInstanceOf(BillResult.NotReady.class);
        closeTheDay();
        BillResult result = desk.fetch(today, folder);

        assertThat(result).isInstanceOf(BillResult.Fetched.class);
        List<BillLine> lines = new ArrayList<>();
        long count = desk.read(((BillResult.Fetched) result).bill(), lines::add);
        assertThat(count).isEqualTo(lines.size());
        assertThat(lines)
                .filteredOn(line -> line.orderNo().equals(number))
                .satisfiesExactlyInAnyOrder(
                        paid -> {
                            assertThat(paid.kind()).isEqualTo(BillLine.Kind.PAYMENT);
                            assertThat(paid.amount()).isEqualTo(Money.ofFen(1_250));
                            assertThat(paid.fee()).isEqualTo(Money.ofFen(8));
                            assertThat(paid.channelTxn()).isEqualTo(txn);
                            assertThat(paid.merchantNo()).isEqualTo(MERCHANT);
                        },
                        back -> {
                            assertThat(back.kind()).isEqualTo(BillLine.Kind.REFUND);
                            assertThat(back.amount()).isEqualTo(Money.ofFen(250));
                            assertThat(back.refundNo()).isEqualTo(refund);
                        });
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aDayWithoutPaymentsHasNoBill(@TempDir Path folder) {
        assertThat(desk.fetch(LocalDate.of(2026, 1, 1), folder)).isEqualTo(new BillResult.Empty());
    }

    @Test
    void aBillThatLostALineIsRefused(@TempDir Path folder) throws Exception {
        Path bill = bill(folder, line("0.08000", "12.50"), 2, "25.00");

        assertThatThrownBy(() -> desk.read(bill, line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("add up");
    }

    @Test
    void aBillThatEndsInTheMiddleIsRefused(@TempDir Path folder) throws Exception {
        Path whole = bill(folder, line("0.08000", "12.50"), 1, "12.50");
        Path cut = Files.writeString(
                folder.resolve("cut.csv"), Files.readString(whole).split("总交易单数", -1)[0]);

        assertThat(desk.read(whole, line -> assertThat(line.fee()).isEqualTo(Money.ofFen(8))))
                .isEqualTo(1);
        assertThatThrownBy(() -> desk.read(cut, line -> {})).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoBillIsRefused(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(folder.resolve("page.csv"), "<html>502</html>\n");

        assertThatThrownBy(() -> desk.read(page, line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no bill");
    }

    private static String line(String fee, String amount) {
        return "`2026-11-21 10:00:00,`wx1,`1900000109,`" + MERCHANT + ",`,`4200,`A1,`,`JSAPI,`SUCCESS,`OTHERS,`CNY,`"
                + amount + ",`0.00,`0,`0,`0.00,`0.00,`,`,`鱼, 虾,`,`" + fee + ",`0.60%,`" + amount + ",`0.00,`\r\n";
    }

    private static Path bill(Path folder, String lines, int count, String total) throws IOException {
        return Files.writeString(folder.resolve("bill.csv"), text(lines, count, total));
    }

    private static String text(String lines, int count, String total) {
        return "\uFEFF交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,"
                + "代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,"
                + "申请退款金额,费率备注\r\n" + lines
                + "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`" + count + ",`" + total
                + ",`0.00,`0.00,`0.08000,`" + total + ",`0.00\r\n";
    }

    private static void closeTheDay() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(wechat.base + "/control/bill"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
