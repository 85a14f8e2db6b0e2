/** Reads a day's bill line by line and compares what it adds up to with what its last line says. */
package org.caishi.channel.unionpay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.function.Consumer;
import org.caishi.channel.BillLine;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8, a record a line, fields parted by {@code |}, amounts in fen:
 *
 * <pre>
 * 01|queryId|orderId|||subMerId|txnAmt|fee|yyyyMMddHHmmss          a payment
 * 04|origQryId|origOrderId|queryId|orderId|subMerId|txnAmt|fee|…   a refund, its fee negative or 0
 * 99|payments|their sum|refunds|their sum|fees                     the last line
 * </pre>
 *
 * The acquirer's form: the public files are of fixed width and differ from one service to the next.
 */
final class UnionpayBillFile {
    private static final int LONGEST_LINE = 512;
    private static final int FIELDS = 9;
    private static final int TOTALS = 6;

    private final Consumer<BillLine> each;
    private long payments;
    private long paidFen;
    private long refunds;
    private long refundedFen;
    private long feeFen;

    UnionpayBillFile(Consumer<BillLine> each) {
        this.each = each;
    }

    long read(Path bill) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(bill, StandardCharsets.UTF_8)) {
            for (String line = next(text); line != null; line = next(text)) {
                String[] fields = line.split("\\|", FIELDS + 1);
                if (fields[0].equals("99")) {
                    requireTotals(fields, next(text));
                    return payments + refunds;
                }
                take(fields);
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException odd) {
            throw new IOException("line " + (payments + refunds + 1) + " of the bill cannot be read", odd);
        }
        throw new IOException("the bill breaks off after line " + (payments + refunds));
    }

    private void take(String[] fields) throws IOException {
        if (fields.length != FIELDS || !(fields[0].equals("01") || fields[0].equals("04"))) {
            throw new IOException("line " + (payments + refunds + 1) + " of the bill is no record");
        }
        BillLine line = new BillLine(
                fields[0].equals("01") ? BillLine.Kind.PAYMENT : BillLine.Kind.REFUND,
                fields[1],
                fields[2],
                fields[3],
                fields[4],
                fields[5],
                Money.ofFen(Long.parseUnsignedLong(fields[6])),
                Money.ofFen(Long.parseLong(fields[7])),
                UnionpayGateway.instant(fields[8]));
        switch (line.kind()) {
            case PAYMENT -> {
                payments++;
                paidFen = Math.addExact(paidFen, line.amount().fen());
            }
            case REFUND -> {
                refunds++;
                refundedFen = Math.addExact(refundedFen, line.amount().fen());
            }
        }
        feeFen = Math.addExact(feeFen, line.fee().fen());
        each.accept(line);
    }

    private void requireTotals(String[] stated, @Nullable String behind) throws IOException {
        boolean right = stated.length == TOTALS
                && Long.parseLong(stated[1]) == payments
                && Long.parseLong(stated[2]) == paidFen
                && Long.parseLong(stated[3]) == refunds
                && Long.parseLong(stated[4]) == refundedFen
                && Long.parseLong(stated[5]) == feeFen;
        if (!right || behind != null) {
            throw new IOException("the bill does not add up to its own totals");
        }
    }

    /** The next line, or null at the end; never more of it than a record can have. */
    private static @Nullable String next(BufferedReader text) throws IOException {
        StringBuilder line = new StringBuilder();
        int character = text.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line longer than " + LONGEST_LINE + " characters");
            }
            if (character != '\r') {
                line.append((char) character);
            }
            character = text.read();
        }
        return line.toString();
    }
}
