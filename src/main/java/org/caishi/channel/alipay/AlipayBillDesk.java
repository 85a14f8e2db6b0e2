/** The bill of a day at Alipay: an address that lives half a minute, behind it a zip with the lines and their sums. */
package org.caishi.channel.alipay;

import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillLine;
import org.jspecify.annotations.Nullable;

/**
 * The type of bill is {@code trade}: every payment and refund taken under our application. Its address comes signed, the file
 * behind it does not: that it is whole is shown by its own sums.
 */
final class AlipayBillDesk implements BillDesk {
    /** By then the manual promises the bill of the day before. */
    private static final LocalTime MADE_BY = LocalTime.of(10, 0);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration WHOLE_DOWNLOAD = Duration.ofMinutes(20);
    /** A day of ten million lines, zipped. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int COPIED_AT_ONCE = 64 * 1024;

    private final AlipayConnection gateway;
    private final Clock clock;
    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(READ)
            .callTimeout(WHOLE_DOWNLOAD)
            .followRedirects(false)
            .build();

    AlipayBillDesk(AlipayConnection gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public BillResult fetch(LocalDate day, Path folder) {
        AlipayDataDataserviceBillDownloadurlQueryModel model = new AlipayDataDataserviceBillDownloadurlQueryModel();
        model.setBillType("trade");
        model.setBillDate(day.toString());
        AlipayDataDataserviceBillDownloadurlQueryRequest request =
                new AlipayDataDataserviceBillDownloadurlQueryRequest();
        request.setBizModel(model);
        return switch (gateway.ask(request)) {
            case AlipayAnswer.Given given ->
                downloaded(given.text("bill_download_url"), folder.resolve("alipay-" + day + ".zip"));
            case AlipayAnswer.Refused refused ->
                refused.code().equals("isp.bill_not_exist") ? none(day) : new BillResult.Unknown(refused.code());
            case AlipayAnswer.Silent(String why) -> new BillResult.Unknown(why);
        };
    }

    @Override
    public long read(Path bill, Consumer<BillLine> each) throws IOException {
        return new AlipayBillReader().read(bill, each);
    }

    /** The service says the same of a bill that is not made yet and of a day without trades: the hour tells them apart. */
    private BillResult none(LocalDate day) {
        Instant made = day.plusDays(1).atTime(MADE_BY).toInstant(AlipayText.BEIJING);
        return clock.instant().isBefore(made)
                ? new BillResult.NotReady("made by " + MADE_BY + " of the next day")
                : new BillResult.Empty();
    }

    private BillResult downloaded(String address, Path file) {
        @Nullable HttpUrl url = HttpUrl.parse(address);
        if (url == null) {
            return new BillResult.Unknown("no address to download from");
        }
        try {
            download(url, file);
            // Whoever fetched it knows that it can be read to its end and adds up.
            var _ = read(file, line -> {});
            return new BillResult.Fetched(file);
        } catch (IOException | IllegalArgumentException broken) {
            discard(file);
            return new BillResult.Unknown("no bill, " + broken.getClass().getSimpleName());
        }
    }

    private void download(HttpUrl url, Path file) throws IOException {
        try (Response answer =
                http.newCall(new Request.Builder().url(url).build()).execute()) {
            ResponseBody body = answer.body();
            if (!answer.isSuccessful() || body == null) {
                throw new IOException("HTTP " + answer.code());
            }
            try (InputStream in = body.byteStream();
                    OutputStream out = Files.newOutputStream(file)) {
                copy(in, out);
            }
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] some = new byte[COPIED_AT_ONCE];
        long copied = 0;
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
            copied += count;
            if (copied > MOST_BYTES) {
                throw new IOException("a bill of more than " + MOST_BYTES + " bytes");
            }
            out.write(some, 0, count);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // What stays is overwritten by the next try.
        }
    }
}
