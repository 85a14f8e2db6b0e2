/** The bill of a day: asked for through the gateway, downloaded once within half a minute as a zip of two files. */
package org.caishi.simulator.alipay;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.caishi.simulator.SimulatorSettings;
import org.caishi.simulator.wallet.DayBill;
import org.caishi.simulator.wallet.DayBills;
import org.caishi.simulator.wallet.OneTimeCodes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * A day's bill is there on the next day, or when somebody asks for it by the control; with made-up payments behind the real
 * ones when they are asked for.
 */
@RestController
@SimulatesAlipay
@PreAuthorize("permitAll()")
class AlipayBills implements AlipayMethods, DayBills {
    private static final Duration URL_LIVES = Duration.ofSeconds(30);
    private static final int MOST_DAYS = 1000;
    private static final Charset GBK = Charset.forName("GBK");

    private final AlipayTrades trades;
    private final AlipayAgreement agreement;
    private final SimulatorSettings settings;
    private final Clock clock;
    private final Map<LocalDate, Integer> madeUp = new ConcurrentHashMap<>();
    private final OneTimeCodes<LocalDate> downloads;

    AlipayBills(AlipayTrades trades, AlipayAgreement agreement, SimulatorSettings settings, Clock clock) {
        this.trades = trades;
        this.agreement = agreement;
        this.settings = settings;
        this.clock = clock;
        this.downloads = new OneTimeCodes<>(URL_LIVES, clock);
    }

    @Override
    public Map<String, Function<AlipayCall, Map<String, Object>>> methods() {
        return Map.of("alipay.data.dataservice.bill.downloadurl.query", this::address);
    }

    /** Makes a day's bill be there, today's too, with so many made-up payments. */
    void make(LocalDate day, int payments) {
        if (madeUp.size() >= MOST_DAYS) {
            madeUp.clear();
        }
        madeUp.put(day, payments);
    }

    @Override
    public String wallet() {
        return "alipay";
    }

    /** The lines are counted as they are written, and only the first of them kept. */
    @Override
    public DayBill bill(LocalDate day, int payments) throws IOException {
        make(day, payments);
        AlipayBillFile file = new AlipayBillFile(agreement.sellerId(), day);
        Beginning beginning = new Beginning();
        detail(day, file, beginning);
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(beginning.bytes()), GBK))) {
            return file.bill(DayBill.head(text));
        }
    }

    @Override
    public void download(LocalDate day, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, GBK)) {
            write(day, zip);
        }
    }

    @Override
    public Optional<String> fileName(LocalDate day) {
        return Optional.ofNullable(madeUp.get(day)).map(made -> "alipay-" + day + ".csv.zip");
    }

    private Map<String, Object> address(AlipayCall call) {
        if (!call.required("bill_type").equals("trade")) {
            throw AlipayRefusal.arguments("isv.invalid-arguments", "账单类型不正确");
        }
        LocalDate day = day(call.required("bill_date"));
        boolean over = day.isBefore(LocalDate.ofInstant(clock.instant(), AlipayCall.BEIJING));
        boolean empty = !madeUp.containsKey(day) && trades.all().noneMatch(trade -> isOf(trade, day));
        if ((!over && !madeUp.containsKey(day)) || empty) {
            throw AlipayRefusal.business("isp.bill_not_exist", "账单不存在");
        }
        return Map.of(
                "bill_download_url",
                settings.baseUrl() + SimulatorSettings.ALIPAY_PATH + "/bill/" + downloads.give(day));
    }

    @GetMapping(SimulatorSettings.ALIPAY_PATH + "/bill/{code}")
    void download(@PathVariable String code, HttpServletResponse answer) throws IOException {
        LocalDate day = downloads.redeem(code).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        answer.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        download(day, answer.getOutputStream());
    }

    private void write(LocalDate day, ZipOutputStream zip) throws IOException {
        String name = agreement.sellerId() + "0156_" + day.toString().replace("-", "") + "_业务明细";
        AlipayBillFile file = new AlipayBillFile(agreement.sellerId(), day);
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        detail(day, file, zip);
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry(name + "(汇总).csv"));
        file.summary(zip);
        zip.closeEntry();
    }

    private void detail(LocalDate day, AlipayBillFile file, OutputStream out) throws IOException {
        file.begin(out);
        for (AlipayTrade trade : (Iterable<AlipayTrade>) trades.all().filter(one -> isOf(one, day))::iterator) {
            file.write(trade, out);
        }
        file.makeUp(madeUp.getOrDefault(day, 0), out);
        file.end(out);
    }

    /** Keeps what was written first, and lets the rest go. */
    private static final class Beginning extends OutputStream {
        private static final int KEPT = 8192;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(KEPT);

        @Override
        public void write(int oneByte) {
            if (kept.size() < KEPT) {
                kept.write(oneByte);
            }
        }

        @Override
        public void write(byte[] more, int from, int length) {
            kept.write(more, from, Math.min(length, KEPT - kept.size()));
        }

        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    /** Whether anything of a trade was on that day. */
    private static boolean isOf(AlipayTrade trade, LocalDate day) {
        return isOn(trade.paidAt(), day) || trade.refunds().stream().anyMatch(refund -> isOn(refund.at(), day));
    }

    static boolean isOn(@Nullable Instant at, LocalDate day) {
        return at != null && Objects.equals(LocalDate.ofInstant(at, AlipayCall.BEIJING), day);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw AlipayRefusal.arguments("isv.invalid-arguments", "账单日期不正确");
        }
    }
}
