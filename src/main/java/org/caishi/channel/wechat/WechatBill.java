/** Reads a trade bill of WeChat Pay line by line: columns by their names, sums against the bill's own. */
package org.caishi.channel.wechat;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.caishi.channel.BillLine;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8; a header, lines, a summary's header, the summary. Every field of a line begins with a back-tick, so a comma within a
 * name does no harm. A refund has a line of its own and leaves its payment's line as it is. Fees have five decimals and are
 * rounded half up to the fen, as the channel settles them.
 */
final class WechatBill {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final int LONGEST_LINE = 16 * 1024;

    private final Path file;
    private long lines;
    private long paidFen;
    private long refundedFen;

    WechatBill(Path file) {
        this.file = file;
    }

    /** As {@link org.caishi.channel.BillDesk#read}. */
    long read(Consumer<BillLine> each) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Map<String, Integer> columns = header(next(reader), "交易时间");
            String line = next(reader);
            while (line.startsWith("`")) {
                take(new Fields(columns, fields(line)), each);
                line = next(reader);
            }
            compare(new Fields(header(line, "总交易单数"), fields(next(reader))));
            return lines;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException odd) {
            throw new IOException("line " + (lines + 2) + " of the bill cannot be read", odd);
        }
    }

    private void take(Fields line, Consumer<BillLine> each) throws IOException {
        String state = line.text("交易状态");
        BillLine.Kind kind = switch (state) {
            case "SUCCESS" -> BillLine.Kind.PAYMENT;
            // Undone by the merchant within the day of the payment: the money went back as by a refund.
            case "REFUND", "REVOKED" -> BillLine.Kind.REFUND;
            default -> throw new IOException("a state that we do not know: " + state);
        };
        boolean refund = kind == BillLine.Kind.REFUND;
        Money amount = line.money(refund ? "申请退款金额" : "订单金额");
        lines++;
        if (refund) {
            refundedFen = Math.addExact(refundedFen, amount.fen());
        } else {
            paidFen = Math.addExact(paidFen, amount.fen());
        }
        each.accept(new BillLine(
                kind,
                line.text("微信订单号"),
                line.text("商户订单号"),
                refund ? line.text("微信退款单号") : "",
                refund ? line.text("商户退款单号") : "",
                line.text("特约商户号"),
                amount,
                line.money("手续费"),
                LocalDateTime.parse(line.text("交易时间"), TIME).toInstant(BEIJING)));
    }

    private void compare(Fields summary) throws IOException {
        if (Long.parseLong(summary.text("总交易单数")) != lines
                || summary.money("订单总金额").fen() != paidFen
                || summary.money("申请退款总金额").fen() != refundedFen) {
            throw new IOException("the bill's lines do not add up to its own summary");
        }
    }

    /** The next line; never more of it in memory than a line can have. */
    private static String next(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            throw new IOException("the bill ends too early");
        }
        for (; character >= 0 && character != '\n'; character = reader.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) character);
        }
        return line.toString();
    }

    private static Map<String, Integer> header(String line, String first) throws IOException {
        String plain = line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!plain.startsWith(first)) {
            throw new IOException("no bill: where " + first + " should stand");
        }
        Map<String, Integer> columns = new HashMap<>();
        String[] names = plain.strip().split(",", -1);
        for (int i = 0; i < names.length; i++) {
            columns.put(names[i].strip(), i);
        }
        return columns;
    }

    private static List<String> fields(String line) {
        return List.of(line.strip().substring(1).split(",`", -1));
    }

    /** One line by the names of its columns. */
    private record Fields(Map<String, Integer> columns, List<String> values) {
        String text(String name) throws IOException {
            @Nullable Integer at = columns.get(name);
            if (at == null || at >= values.size()) {
                throw new IOException("the bill has no " + name);
            }
            return values.get(at);
        }

        Money money(String name) throws IOException {
            return Money.ofFen(new BigDecimal(text(name))
                    .movePointRight(2)
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact());
        }
    }
}
