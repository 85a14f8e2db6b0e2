/** The trade bill of a day, as the service makes it in the night: every payment and every refund that it knows. */
package org.caishi.simulator.wechat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.DayBill;
import org.caishi.simulator.wallet.DayBills;
import org.caishi.units.BasisPoints;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Columns and their order: the partner manual's page on the trade bill, type ALL. The fee is 0.60 %. */
@Component
@SimulatesWechat
class WechatBills implements DayBills {
    static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private static final BasisPoints FEE = BasisPoints.of(60);
    private static final int READY_HOUR = 10;
    /** Days that somebody closed early; whoever closes more begins anew. */
    private static final int MOST_DAYS = 1000;

    private static final int MOST_MADE_UP = 5_000_000;
    private static final int SECONDS_OF_DAY = 86_400;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BEIJING);
    private static final String HEADER = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
            + "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
            + "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n";
    private static final String SUMMARY = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";

    private final WechatTransactions transactions;
    private final WechatKeys keys;
    private final Path folder;
    private final Clock clock;
    /** By the day that somebody closed early, how many payments were made up. */
    private final Map<LocalDate, Integer> closedEarly = new ConcurrentHashMap<>();

    WechatBills(WechatTransactions transactions, WechatKeys keys, SimulatorSettings settings, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.folder = settings.folder().resolve("bills");
        this.clock = clock;
    }

    /** A packed bill, and the checksum of what is in it. */
    record Made(Path file, String sha1, Sheet sheet) {}

    /**
     * From now on the day's bill is given, as if it were the next morning.
     *
     * @param payments how many payments that nobody made stand behind the true ones
     */
    void closeEarly(LocalDate day, int payments) {
        if (payments < 0 || payments > MOST_MADE_UP) {
            throw WechatRefusal.parameter("payments", "应为0到" + MOST_MADE_UP);
        }
        if (closedEarly.size() >= MOST_DAYS) {
            closedEarly.clear();
        }
        closedEarly.put(day, payments);
    }

    @Override
    public String wallet() {
        return "wechat";
    }

    @Override
    public DayBill bill(LocalDate day, int payments) throws IOException {
        closeEarly(day, payments);
        Made made = write(day);
        try (BufferedReader text = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(made.file())), StandardCharsets.UTF_8))) {
            Sheet sheet = made.sheet();
            return new DayBill(
                    sheet.lines - sheet.refunds, sheet.paid, sheet.refunds, sheet.refunded, DayBill.head(text));
        }
    }

    @Override
    public void download(LocalDate day, OutputStream out) throws IOException {
        Files.copy(file(day), out);
    }

    @Override
    public Optional<String> fileName(LocalDate day) {
        return Files.exists(file(day)) ? Optional.of("wechat-" + day + ".csv.gz") : Optional.empty();
    }

    /**
     * Makes the bill of a day; null when nothing happened on it.
     *
     * @throws WechatRefusal before it is ready
     */
    @Nullable Made make(LocalDate day) {
        Instant ready = day.plusDays(1).atTime(READY_HOUR, 0).atZone(BEIJING).toInstant();
        if (clock.instant().isBefore(ready) && !closedEarly.containsKey(day)) {
            throw WechatRefusal.billNotReady();
        }
        try {
            Made made = write(day);
            return made.sheet().lines == 0 ? null : made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Made write(LocalDate day) throws IOException {
        Path file = file(day);
        Files.createDirectories(folder);
        MessageDigest sha1 = sha1();
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file));
                BufferedWriter out = new BufferedWriter(
                        new OutputStreamWriter(new DigestOutputStream(packed, sha1), StandardCharsets.UTF_8))) {
            Sheet sheet = new Sheet(out);
            sheet.write(day, closedEarly.getOrDefault(day, 0));
            out.flush();
            return new Made(file, HexFormat.of().formatHex(sha1.digest()), sheet);
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    LocalDate today() {
        return clock.instant().atZone(BEIJING).toLocalDate();
    }

    /** Where the file of a day lies once it was made. */
    Path file(LocalDate day) {
        return folder.resolve(day + ".csv.gz");
    }

    /** One bill being written, with the sums of its summary. */
    private final class Sheet {
        private final BufferedWriter out;
        private long lines;
        private long refunds;
        private Money paid = Money.ZERO;
        private Money refunded = Money.ZERO;
        private Money fees = Money.ZERO;

        Sheet(BufferedWriter out) {
            this.out = out;
        }

        void write(LocalDate day, int madeUp) throws IOException {
            out.write(HEADER);
            for (var all = transactions.all().iterator(); all.hasNext(); ) {
                WechatTransaction transaction = all.next();
                if (transaction.transactionId() != null && isOn(day, transaction.paidTime())) {
                    payment(transaction);
                }
                for (WechatRefund refund : transaction.refunds()) {
                    if (refund.succeeded() != null && isOn(day, refund.succeeded())) {
                        refund(transaction, refund);
                    }
                }
            }
            for (int number = 0; number < madeUp; number++) {
                madeUp(day, number);
            }
            out.write(SUMMARY);
            out.write("`%d,`%s,`%s,`0.00,`%s,`%s,`%s\r\n"
                    .formatted(lines, yuan(paid), yuan(refunded), yuan(fees), yuan(paid), yuan(refunded)));
        }

        private void payment(WechatTransaction transaction) throws IOException {
            Money total = Money.ofFen(transaction.order().total());
            Money fee = FEE.shareOf(total);
            line(
                    Named.of(transaction),
                    TIME.format(transaction.paidTime()),
                    "SUCCESS",
                    "0",
                    "0",
                    total,
                    Money.ZERO,
                    fee);
            paid = paid.plus(total);
            if (transaction.state() == WechatTransaction.State.REVOKED) {
                line(
                        Named.of(transaction),
                        TIME.format(transaction.paidTime()),
                        "REVOKED",
                        "0",
                        "0",
                        Money.ZERO,
                        total,
                        fee.negated());
                refunded = refunded.plus(total);
            }
        }

        private void madeUp(LocalDate day, int number) throws IOException {
            Money total = Money.ofFen(100 + number % 9_000);
            String date = day.toString().replace("-", "");
            line(
                    new Named(
                            "19%08d".formatted(number % 800),
                            "4200009%s%013d".formatted(date, number),
                            "M%s%09d".formatted(date, number),
                            "JSAPI",
                            "菜市",
                            ""),
                    TIME.format(day.atStartOfDay(BEIJING).plusSeconds(number % SECONDS_OF_DAY)),
                    "SUCCESS",
                    "0",
                    "0",
                    total,
                    Money.ZERO,
                    FEE.shareOf(total));
            paid = paid.plus(total);
        }

        private void refund(WechatTransaction transaction, WechatRefund refund) throws IOException {
            Money back = Money.ofFen(refund.amount());
            String time = TIME.format(Objects.requireNonNull(refund.succeeded()));
            line(
                    Named.of(transaction),
                    time,
                    "REFUND",
                    refund.refundId(),
                    refund.outRefundNo(),
                    Money.ZERO,
                    back,
                    FEE.shareOf(back).negated());
            refunded = refunded.plus(back);
        }

        private void line(
                Named of,
                String time,
                String state,
                String refundId,
                String refundNo,
                Money charged,
                Money back,
                Money fee)
                throws IOException {
            boolean refund = back.isPositive();
            out.write("`"
                    + String.join(
                            ",`",
                            time,
                            keys.spAppid(),
                            keys.spMchid(),
                            of.merchant(),
                            "",
                            of.transactionId(),
                            of.orderNo(),
                            "",
                            of.kind(),
                            state,
                            "OTHERS",
                            "CNY",
                            yuan(charged),
                            "0.00",
                            refundId,
                            refundNo,
                            yuan(back),
                            "0.00",
                            refund ? "ORIGINAL" : "",
                            refund ? "SUCCESS" : "",
                            of.description(),
                            of.attach(),
                            yuan(fee) + "000",
                            "0.60%",
                            yuan(charged),
                            yuan(back),
                            "")
                    + "\r\n");
            lines++;
            refunds += refund ? 1 : 0;
            fees = fees.plus(fee);
        }
    }

    /** What names a transaction in its lines. */
    private record Named(
            String merchant, String transactionId, String orderNo, String kind, String description, String attach) {
        static Named of(WechatTransaction transaction) {
            WechatOrder order = transaction.order();
            return new Named(
                    order.subMchid(),
                    transaction.paidId(),
                    order.outTradeNo(),
                    order.kind().name(),
                    order.description(),
                    Objects.requireNonNullElse(order.attach(), ""));
        }
    }

    private static boolean isOn(LocalDate day, Instant time) {
        return time.atZone(BEIJING).toLocalDate().equals(day);
    }

    private static String yuan(Money money) {
        return BigDecimal.valueOf(money.fen(), 2).toPlainString();
    }
}
