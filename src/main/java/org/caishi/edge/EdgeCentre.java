/** The centre as the edge calls it: signed requests, and answers that are a case each. */
package org.caishi.edge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.caishi.device.DeviceSignature;
import org.caishi.edge.EdgeMessages.Acks;
import org.caishi.edge.EdgeMessages.GoodsCall;
import org.caishi.edge.EdgeMessages.GoodsPage;
import org.caishi.edge.EdgeMessages.News;
import org.caishi.edge.EdgeMessages.Wishes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class EdgeCentre implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A weight that is older is news to nobody. */
    private static final Duration LIVE_PATIENCE = Duration.ofSeconds(2);

    private static final long MOST_ANSWER = 4 * 1024 * 1024;
    private static final int NONCE_BYTES = 16;

    private final HttpClient client;
    private final SecureRandom random = new SecureRandom();
    private final EdgeSettings settings;
    private final CentreClock clock;
    private volatile String state = "not asked yet";

    EdgeCentre(EdgeSettings settings, CentreClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** What came of a question. */
    sealed interface Answer<T> {
        record Told<T>(T content) implements Answer<T> {}

        record Unchanged<T>() implements Answer<T> {}

        /** No answer that can be used: ask again later. */
        record Away<T>(String words) implements Answer<T> {}
    }

    /** A configuration as it came, with the tag that names it. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Configuration(byte[] json, String tag) {}

    /** @param knownTag of the last configuration, or empty */
    Answer<Configuration> scales(String knownTag) throws InterruptedException {
        HttpRequest.Builder request = signed("GET", EdgeMessages.SCALES, new byte[0], PATIENCE);
        if (!knownTag.isEmpty()) {
            request.header("If-None-Match", knownTag);
        }
        return switch (send(request)) {
            case Answer.Told<HttpResponse<byte[]>>(var answer) ->
                new Answer.Told<>(new Configuration(
                        answer.body(), answer.headers().firstValue("ETag").orElse("")));
            case Answer.Unchanged<HttpResponse<byte[]>> _ -> new Answer.Unchanged<>();
            case Answer.Away<HttpResponse<byte[]>>(String words) -> new Answer.Away<>(words);
        };
    }

    /** Forwards sales; told is one acknowledgement each, in order. */
    Answer<Acks> forward(List<BufferedSale> sales) throws InterruptedException {
        byte[] body = lines(sales);
        return switch (send(signed("POST", EdgeMessages.WEIGHINGS, body, PATIENCE))) {
            case Answer.Told<HttpResponse<byte[]>>(var answer) -> acks(answer.body(), sales.size());
            case Answer.Unchanged<HttpResponse<byte[]>> _ -> new Answer.Away<>("no acknowledgements");
            case Answer.Away<HttpResponse<byte[]>>(String words) -> new Answer.Away<>(words);
        };
    }

    /** Tells what there is to tell of now; told is what the centre wants to know in turn. */
    Answer<Wishes> tell(News news) throws InterruptedException {
        return switch (send(signed("POST", EdgeMessages.LIVE, JSON.writeValueAsBytes(news), LIVE_PATIENCE))) {
            case Answer.Told<HttpResponse<byte[]>>(var answer) -> new Answer.Told<>(wishes(answer.body()));
            case Answer.Unchanged<HttpResponse<byte[]>> _ -> new Answer.Told<>(Wishes.NONE);
            case Answer.Away<HttpResponse<byte[]>>(String words) -> new Answer.Away<>(words);
        };
    }

    /** Tells what came of goods, and asks for more; nothing new is an empty answer. */
    Answer<GoodsPage> goods(GoodsCall call) throws InterruptedException {
        return switch (send(signed("POST", EdgeMessages.GOODS, JSON.writeValueAsBytes(call), PATIENCE))) {
            case Answer.Told<HttpResponse<byte[]>>(var answer) -> goods(answer.body());
            case Answer.Unchanged<HttpResponse<byte[]>> _ -> new Answer.Told<>(GoodsPage.NONE);
            case Answer.Away<HttpResponse<byte[]>>(String words) -> new Answer.Away<>(words);
        };
    }

    private static Answer<GoodsPage> goods(byte[] body) {
        try {
            return new Answer.Told<>(body.length == 0 ? GoodsPage.NONE : JSON.readValue(body, GoodsPage.class));
        } catch (JacksonException unreadable) {
            return new Answer.Away<>("goods that cannot be read");
        }
    }

    /** An older centre answers with nothing. */
    private static Wishes wishes(byte[] body) {
        try {
            return body.length == 0 ? Wishes.NONE : JSON.readValue(body, Wishes.class);
        } catch (JacksonException unreadable) {
            return Wishes.NONE;
        }
    }

    /** What became of the last question, for a person. */
    String state() {
        return state;
    }

    private Answer<Acks> acks(byte[] body, int asked) {
        try {
            Acks answer = JSON.readValue(body, Acks.class);
            return answer.acks().size() == asked
                    ? new Answer.Told<>(answer)
                    : new Answer.Away<>("%d sales told, %d answered"
                            .formatted(asked, answer.acks().size()));
        } catch (JacksonException unreadable) {
            return new Answer.Away<>("an answer that cannot be read");
        }
    }

    private Answer<HttpResponse<byte[]>> send(HttpRequest.Builder request) throws InterruptedException {
        Answer<HttpResponse<byte[]>> answer = judged(request.build());
        state = switch (answer) {
            case Answer.Told<HttpResponse<byte[]>> _, Answer.Unchanged<HttpResponse<byte[]>> _ -> "ok";
            case Answer.Away<HttpResponse<byte[]>>(String words) -> words;
        };
        return answer;
    }

    private Answer<HttpResponse<byte[]>> judged(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_ANSWER));
            return switch (response.statusCode()) {
                case 200, 204 -> new Answer.Told<>(response);
                case 304 -> new Answer.Unchanged<>();
                case 401 -> notLetIn(response);
                case 403 -> new Answer.Away<>("the centre knows " + settings.serial() + ", but not as an edge");
                default -> new Answer.Away<>("the centre answers " + response.statusCode());
            };
        } catch (IOException e) {
            String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Answer.Away<>("the centre does not answer: " + words);
        }
    }

    private <T> Answer<T> notLetIn(HttpResponse<byte[]> response) {
        String reason = new String(response.body(), StandardCharsets.UTF_8)
                .replaceAll("(?s).*\"reason\"\\s*:\\s*\"([a-z]{1,20})\".*", "$1");
        if (reason.equals("time")) {
            clock.setBy(response.headers().firstValue("Date").orElse(""));
        }
        return new Answer.Away<>(
                switch (reason) {
                    case "device" -> "the centre knows no device " + settings.serial();
                    case "signature" -> "the key is not that of " + settings.serial();
                    case "time" -> "this machine's clock is wrong";
                    default -> "the centre does not let us in";
                });
    }

    private HttpRequest.Builder signed(String method, String path, byte[] body, Duration patience) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        byte[] head = (method + "\n" + path + "\n" + timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, text, head.length, body.length);
        return HttpRequest.newBuilder(URI.create(settings.centre() + path))
                .timeout(patience)
                .header(
                        "Content-Type",
                        path.equals(EdgeMessages.WEIGHINGS) ? "application/x-ndjson" : "application/json")
                .header("X-Device", settings.serial())
                .header("X-Timestamp", timestamp)
                .header("X-Nonce", nonce)
                .header("X-Signature", DeviceSignature.of(settings.key(), text))
                .method(method, BodyPublishers.ofByteArray(body));
    }

    private static byte[] lines(List<BufferedSale> sales) {
        byte[] body = new byte
                [sales.stream().mapToInt(sale -> sale.message().length + 1).sum()];
        int at = 0;
        for (BufferedSale sale : sales) {
            System.arraycopy(sale.message(), 0, body, at, sale.message().length);
            at += sale.message().length;
            body[at++] = '\n';
        }
        return body;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
