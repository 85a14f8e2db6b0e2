/** The two files of a day's bill, as the service writes them: GBK, comments, a header, lines, sums. */
package org.caishi.simulator.alipay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.caishi.simulator.wallet.DayBill;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;

/** Counts as it writes: the summary is what was written before it. */
final class AlipayBillFile {
    private static final Charset GBK = Charset.forName("GBK");
    private static final BasisPoints FEE = BasisPoints.of(60);
    private static final int SECONDS_OF_DAY = 86_400;

    private static final String HEADER = "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
            + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
            + "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

    private static final String SUMMARY_HEADER =
            "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";

    private final String sellerId;
    private final LocalDate day;
    private int payments;
    private int refunds;
    private Money sum = Money.ZERO;
    private Money refunded = Money.ZERO;
    private Money fees = Money.ZERO;

    AlipayBillFile(String sellerId, LocalDate day) {
        this.sellerId = sellerId;
        this.day = day;
    }

    void begin(OutputStream out) throws IOException {
        heading("#支付宝业务明细查询", out);
        line("#-----------------------------------------业务明细列表----------------------------------------", out);
        line(HEADER, out);
    }

    /** Of a trade what was on this day: its payment, its refunds. */
    void write(AlipayTrade trade, OutputStream out) throws IOException {
        String store = trade.order().storeId() == null ? "" : trade.order().storeId();
        if (AlipayBills.isOn(trade.paidAt(), day)) {
            row(
                    trade.tradeNo(),
                    trade.number(),
                    store,
                    "",
                    Money.ofFen(trade.order().total()),
                    trade.paidTime(),
                    out);
        }
        for (AlipayRefund refund : trade.refunds()) {
            if (AlipayBills.isOn(refund.at(), day) && refund.amount() > 0) {
                row(
                        trade.tradeNo(),
                        trade.number(),
                        store,
                        refund.outRequestNo(),
                        Money.ofFen(refund.amount()).negated(),
                        refund.at(),
                        out);
            }
        }
    }

    /** Payments that nobody made. */
    void makeUp(int count, OutputStream out) throws IOException {
        Instant start = day.atStartOfDay().toInstant(AlipayCall.BEIJING);
        String date = day.toString().replace("-", "");
        for (int made = 0; made < count; made++) {
            row(
                    "%s9%015d".formatted(date, made),
                    "M%s%09d".formatted(date, made),
                    "2088%012d".formatted(made % 800),
                    "",
                    Money.ofFen(100 + made % 9_000),
                    start.plusSeconds(made % SECONDS_OF_DAY),
                    out);
        }
    }

    void end(OutputStream out) throws IOException {
        line("#-----------------------------------------业务明细列表结束------------------------------------", out);
        line("#交易合计：" + payments + "笔，退款合计：" + refunds + "笔，商家实收净额共" + sum.yuan() + "元", out);
        line("#导出时间：[" + day.plusDays(1) + " 08:00:00]", out);
    }

    void summary(OutputStream out) throws IOException {
        heading("#支付宝业务汇总查询", out);
        line("#-----------------------------------------业务汇总列表----------------------------------------", out);
        line(SUMMARY_HEADER, out);
        line(
                String.join(
                        ",",
                        "合计",
                        "",
                        Integer.toString(payments),
                        Integer.toString(refunds),
                        sum.yuan(),
                        sum.yuan(),
                        "0.00",
                        "0.00",
                        "0.00",
                        fees.yuan(),
                        "0.00",
                        sum.plus(fees).yuan()),
                out);
        line("#-----------------------------------------业务汇总列表结束------------------------------------", out);
        line("#导出时间：[" + day.plusDays(1) + " 08:00:00]", out);
    }

    /** What was written so far. */
    DayBill bill(List<String> head) {
        return new DayBill(payments, sum.plus(refunded), refunds, refunded, head);
    }

    private void heading(String title, OutputStream out) throws IOException {
        line(title, out);
        line("#账号：[" + sellerId + "0156]", out);
        line("#起始日期：[" + day + " " + LocalTime.MIN + "]   终止日期：[" + day.plusDays(1) + " " + LocalTime.MIN + "]", out);
    }

    private void row(
            String tradeNo, String orderNo, String store, String requestNo, Money amount, Instant at, OutputStream out)
            throws IOException {
        boolean back = !requestNo.isEmpty();
        // Kept of a payment, given back with a refund.
        Money fee = back ? FEE.shareOf(amount.negated()) : FEE.shareOf(amount).negated();
        payments += back ? 0 : 1;
        refunds += back ? 1 : 0;
        sum = sum.plus(amount);
        refunded = back ? refunded.minus(amount) : refunded;
        fees = fees.plus(fee);
        line(
                String.join(
                        ",",
                        tradeNo + "\t",
                        orderNo + "\t",
                        back ? "退款" : "交易",
                        "菜市",
                        AlipayCall.time(at),
                        AlipayCall.time(at),
                        store,
                        "",
                        "",
                        "",
                        "**",
                        amount.yuan(),
                        amount.yuan(),
                        "0.00,0.00,0.00,0.00,0.00,,0.00,0.00",
                        back ? requestNo + "\t" : "",
                        fee.yuan(),
                        "0.00",
                        ""),
                out);
    }

    private static void line(String text, OutputStream out) throws IOException {
        out.write((text + "\r\n").getBytes(GBK));
    }
}
