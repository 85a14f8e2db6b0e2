/** Fetches a day's bill of the acquirer: an address and a digest by a signed answer, then the file itself. */
package org.caishi.channel.unionpay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.caishi.channel.BillDesk;
import org.caishi.channel.BillLine;
import org.caishi.channel.unionpay.UnionpayAnswer.Silent;
import org.caishi.channel.unionpay.UnionpayAnswer.Told;

/** The file is not signed, its digest is: a file that does not fit it is thrown away. */
final class UnionpayBillDesk implements BillDesk {
    /** Ten million lines. */
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int OK = 200;

    private final UnionpayGateway gateway;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(UnionpayGateway.CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    UnionpayBillDesk(UnionpayGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public BillResult fetch(LocalDate day, Path folder) {
        Map<String, String> question = Map.of("settleDate", DateTimeFormatter.BASIC_ISO_DATE.format(day));
        return switch (gateway.ask(UnionpayCall.BILL, question)) {
            case Told told ->
                switch (told.verdict()) {
                    case DONE -> told(told.form(), folder.resolve("unionpay-" + day + ".txt"));
                    case NO_FILE, UNDERWAY -> new BillResult.NotReady(told.code());
                    case NO, MISSING, UNDECIDED -> new BillResult.Unknown(told.code());
                };
            case Silent(String why) -> new BillResult.Unknown(why);
        };
    }

    @Override
    public long read(Path bill, Consumer<BillLine> each) throws IOException {
        return new UnionpayBillFile(each).read(bill);
    }

    private BillResult told(UnionpayForm form, Path file) {
        if (form.get("totalCount").equals("0")) {
            return new BillResult.Empty();
        }
        try {
            download(URI.create(form.present("fileUrl")), file);
            if (digest(file).equals(form.present("fileDigest"))) {
                return new BillResult.Fetched(file);
            }
            Files.delete(file);
            return new BillResult.Unknown("a file that is not the one announced");
        } catch (IOException | IllegalArgumentException broken) {
            return new BillResult.Unknown("no file, " + broken.getClass().getSimpleName());
        }
    }

    private void download(URI address, Path file) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(UnionpayGateway.READ).build();
        CompletableFuture<HttpResponse<Path>> answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofFile(file), MOST_BYTES));
        boolean whole = false;
        try {
            int status = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status != OK) {
                throw new IOException("HTTP " + status);
            }
            whole = true;
        } catch (ExecutionException | TimeoutException broken) {
            answer.cancel(true);
            throw new IOException("the bill did not come whole", broken);
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("we are stopping", stopping);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every JDK has SHA-256", never);
        }
    }
}
