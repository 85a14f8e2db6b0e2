/** A day's bill: every payment and refund of that day, in a file that is announced with its digest. */
package org.caishi.simulator.unionpay;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.DayBill;
import org.caishi.simulator.wallet.DayBills;
import org.caishi.units.Money;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The file's form is told at the adapter's {@code UnionpayBillFile}; the acquirer keeps 38 of 10,000 fen. */
@RestController
@SimulatesUnionpay
@PreAuthorize("permitAll()")
class UnionpayBills implements DayBills {
    private static final int FEE_BASIS_POINTS = 38;
    private static final int MOST_INVENTED = 10_000_000;

    private final UnionpayTransactions transactions;
    private final SimulatorSettings settings;
    private final Clock clock;
    private final Map<LocalDate, Made> made = new ConcurrentHashMap<>();

    UnionpayBills(UnionpayTransactions transactions, SimulatorSettings settings, Clock clock) {
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    private record Made(Totals totals, String digest) {
        long lines() {
            return totals.payments + totals.refunds;
        }
    }

    UnionpayMessage answer(UnionpayMessage asked) {
        LocalDate day;
        try {
            day = LocalDate.parse(asked.get("settleDate"), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException notADay) {
            throw UnionpayRefusal.field("settleDate");
        }
        if (!made.containsKey(day) && !day.isBefore(UnionpayTimes.day(clock.instant()))) {
            throw UnionpayRefusal.of("98", "文件不存在");
        }
        Made bill = made.computeIfAbsent(day, missing -> write(missing, 0));
        return new UnionpayMessage()
                .with("settleDate", asked.get("settleDate"))
                .with("totalCount", Long.toString(bill.lines()))
                .with("fileDigest", bill.digest())
                .with("fileUrl", settings.baseUrl() + SimulatesUnionpay.PATH + "/files/" + day + ".txt");
    }

    /** Makes the bill of a day now, with invented payments beside the true ones. */
    void make(LocalDate day, int invented) {
        if (invented < 0 || invented > MOST_INVENTED) {
            throw new IllegalArgumentException("invented from 0 to " + MOST_INVENTED);
        }
        made.put(day, write(day, invented));
    }

    @Override
    public String wallet() {
        return "unionpay";
    }

    @Override
    public DayBill bill(LocalDate day, int payments) throws IOException {
        make(day, payments);
        Totals totals = Objects.requireNonNull(made.get(day)).totals();
        try (BufferedReader text = Files.newBufferedReader(path(day))) {
            return new DayBill(
                    totals.payments,
                    Money.ofFen(totals.paidFen),
                    totals.refunds,
                    Money.ofFen(totals.refundedFen),
                    DayBill.head(text));
        }
    }

    @Override
    public void download(LocalDate day, OutputStream out) throws IOException {
        Files.copy(path(day), out);
    }

    @Override
    public Optional<String> fileName(LocalDate day) {
        return Optional.ofNullable(made.get(day)).map(bill -> "unionpay-" + day + ".txt");
    }

    @GetMapping(SimulatesUnionpay.PATH + "/files/{day}.txt")
    ResponseEntity<FileSystemResource> file(@PathVariable LocalDate day) {
        return made.containsKey(day)
                ? ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(new FileSystemResource(path(day)))
                : ResponseEntity.notFound().build();
    }

    private Path path(LocalDate day) {
        return settings.folder().resolve("unionpay-bill-" + day + ".txt");
    }

    private Made write(LocalDate day, int invented) {
        try (DigestOutputStream out =
                new DigestOutputStream(Files.newOutputStream(path(day)), MessageDigest.getInstance("SHA-256"))) {
            Totals totals = new Totals();
            try (Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
                List<UnionpayTransaction> paid = transactions
                        .all()
                        .filter(order -> order.paidAt() != null)
                        .toList();
                for (UnionpayTransaction order : paid) {
                    text.write(totals.of(order, day));
                }
                for (int number = 1; number <= invented; number++) {
                    text.write(totals.invented(day, number));
                }
                text.write(totals.line());
            }
            return new Made(
                    totals, HexFormat.of().formatHex(out.getMessageDigest().digest()));
        } catch (IOException full) {
            throw new UncheckedIOException("the simulator's bill cannot be written", full);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }

    /** What the lines add up to. */
    private static final class Totals {
        private long payments;
        private long paidFen;
        private long refunds;
        private long refundedFen;
        private long feeFen;

        /** The order's payment and refunds of that day, none or many lines; a reversal takes the payment's own numbers. */
        String of(UnionpayTransaction order, LocalDate day) {
            StringBuilder lines = new StringBuilder();
            String names = "|" + order.paidId() + "|" + order.number();
            if (UnionpayTimes.day(order.paidTime()).equals(day)) {
                lines.append(payment(
                        names, order.order().subMerchant(), order.order().fen(), UnionpayTimes.text(order.paidTime())));
            }
            if (order.state() == UnionpayTransaction.State.REVERSED
                    && UnionpayTimes.day(order.paidTime()).equals(day)) {
                lines.append(back(
                        names,
                        order.paidId() + "|" + order.number(),
                        order,
                        order.order().fen(),
                        order.paidTime()));
            }
            for (UnionpayRefund refund : order.refunds()) {
                if (refund.done() != null && UnionpayTimes.day(refund.done()).equals(day)) {
                    lines.append(back(
                            names, refund.queryId() + "|" + refund.refundNo(), order, refund.fen(), refund.done()));
                }
            }
            return lines.toString();
        }

        private String back(String names, String own, UnionpayTransaction order, long fen, Instant at) {
            long fee = -fee(fen);
            refunds++;
            refundedFen += fen;
            feeFen += fee;
            return "04%s|%s|%s|%d|%d|%s\n"
                    .formatted(names, own, order.order().subMerchant(), fen, fee, UnionpayTimes.text(at));
        }

        String invented(LocalDate day, int number) {
            String date = DateTimeFormatter.BASIC_ISO_DATE.format(day);
            return payment(
                    "|9%s%012d|INVENTED%010d".formatted(date, number, number),
                    "898330000000000",
                    100 + number % 9_900,
                    date + "120000");
        }

        String line() {
            return "99|%d|%d|%d|%d|%d\n".formatted(payments, paidFen, refunds, refundedFen, feeFen);
        }

        private String payment(String names, String subMerchant, long fen, String time) {
            payments++;
            paidFen += fen;
            feeFen += fee(fen);
            return "01%s|||%s|%d|%d|%s\n".formatted(names, subMerchant, fen, fee(fen), time);
        }

        /** Half up. */
        private static long fee(long fen) {
            return (fen * FEE_BASIS_POINTS + 5_000) / 10_000;
        }
    }
}
