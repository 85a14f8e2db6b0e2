/** Reads a day's bill line by line, and compares the sums of its lines with those that it states itself. */
package org.caishi.channel.alipay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.caishi.channel.BillLine;
import org.caishi.units.Money;

/**
 * A zip of two CSV files in GBK: the lines (业务明细), and their sums (汇总) a store and in all (合计). Lines that begin with # are
 * comments; columns are found by their names. In memory there is one line at a time.
 */
final class AlipayBillReader {
    private static final Charset GBK = Charset.forName("GBK");
    private static final int MOST_ENTRIES = 10;
    private static final long MOST_LINES = 20_000_000;
    private static final String ALL = "合计";

    /** What the lines come to. */
    private static final class Sums {
        private long payments;
        private long refunds;
        private Money amount = Money.ZERO;
        private Money fee = Money.ZERO;

        void add(BillLine line) {
            boolean paid = line.kind() == BillLine.Kind.PAYMENT;
            payments += paid ? 1 : 0;
            refunds += paid ? 0 : 1;
            amount = paid ? amount.plus(line.amount()) : amount.minus(line.amount());
            fee = fee.plus(line.fee());
        }
    }

    long read(Path bill, Consumer<BillLine> each) throws IOException {
        try (ZipFile zip = new ZipFile(bill.toFile(), GBK)) {
            if (zip.size() > MOST_ENTRIES) {
                throw new IOException("a bill of more than two files");
            }
            List<ZipEntry> files = zip.stream()
                    .map(ZipEntry.class::cast)
                    .filter(entry -> entry.getName().endsWith(".csv"))
                    .toList();
            try (BufferedReader lines = open(zip, one(files, false));
                    BufferedReader stated = open(zip, one(files, true))) {
                return read(lines, stated, each);
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException odd) {
            throw new IOException("not a bill of Alipay's", odd);
        }
    }

    /**
     * Reads the two files of a bill.
     *
     * @throws IOException or IllegalArgumentException, DateTimeException, ArithmeticException when they are none
     */
    static long read(BufferedReader lines, BufferedReader stated, Consumer<BillLine> each) throws IOException {
        Sums sums = new Sums();
        readLines(lines, sums, each);
        compare(stated, sums);
        return sums.payments + sums.refunds;
    }

    private static BufferedReader open(ZipFile zip, ZipEntry entry) throws IOException {
        return new BufferedReader(new InputStreamReader(zip.getInputStream(entry), GBK));
    }

    private static ZipEntry one(List<ZipEntry> files, boolean summary) throws IOException {
        return files.stream()
                .filter(file -> file.getName().contains("汇总") == summary)
                .findFirst()
                .orElseThrow(() -> new IOException("a bill without its " + (summary ? "sums" : "lines")));
    }

    private static void readLines(BufferedReader in, Sums sums, Consumer<BillLine> each) throws IOException {
        AlipayCsv csv = AlipayCsv.open(in);
        long read = 0;
        while (csv.next()) {
            if (++read > MOST_LINES) {
                throw new IOException("a bill of more than " + MOST_LINES + " lines");
            }
            BillLine line = line(csv);
            sums.add(line);
            each.accept(line);
        }
    }

    private static BillLine line(AlipayCsv csv) throws IOException {
        BillLine.Kind kind = switch (csv.value("业务类型")) {
            case "交易" -> BillLine.Kind.PAYMENT;
            case "退款" -> BillLine.Kind.REFUND;
            default -> throw new IOException("a line of a kind that we do not know");
        };
        boolean paid = kind == BillLine.Kind.PAYMENT;
        Money signed = Money.parseYuan(csv.value("订单金额"));
        Money amount = paid ? signed : signed.negated();
        if (amount.fen() < 0) {
            throw new IOException("a sum with the wrong sign");
        }
        String refundNo = paid ? "" : csv.value("退款批次号/请求号");
        return new BillLine(
                kind,
                csv.value("支付宝交易号"),
                csv.value("商户订单号"),
                refundNo,
                refundNo,
                csv.value("门店编号"),
                amount,
                Money.parseYuan(csv.value("服务费")).negated(),
                AlipayText.time(csv.value("完成时间")));
    }

    /** The line of all stores, or the stores' lines together where there is none. */
    private static void compare(BufferedReader in, Sums sums) throws IOException {
        AlipayCsv csv = AlipayCsv.open(in);
        Sums stated = new Sums();
        while (csv.next()) {
            boolean all = csv.first().equals(ALL);
            Sums row = all ? new Sums() : stated;
            row.payments += Long.parseLong(csv.value("交易订单总笔数"));
            row.refunds += Long.parseLong(csv.value("退款订单总笔数"));
            row.amount = row.amount.plus(Money.parseYuan(csv.value("订单金额")));
            row.fee = row.fee.minus(Money.parseYuan(csv.value("服务费")));
            stated = row;
            if (all) {
                break;
            }
        }
        boolean same = stated.payments == sums.payments
                && stated.refunds == sums.refunds
                && stated.amount.equals(sums.amount)
                && stated.fee.equals(sums.fee);
        if (!same) {
            throw new IOException("a bill whose lines do not come to the sums that it states");
        }
    }
}
