/** Asks the acquirer: signs, sends, and believes only what is signed, in time, and an answer to what was asked. */
package org.caishi.channel.unionpay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Never throws on what comes back, and its words hold nothing of what was sent. A query whose connection broke is asked once
 * more; nothing else is, for the caller has its own rhythm under the same number.
 */
final class UnionpayGateway {
    static final Duration CONNECT = Duration.ofSeconds(2);
    static final Duration READ = Duration.ofSeconds(5);

    /** Times in the interface are Beijing's, to the second. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

    /** Whatever drips: an order's page is waiting. */
    private static final Duration WHOLE_CALL = CONNECT.plus(READ);

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int OK = 200;

    /** What an answer repeats of its request. */
    private static final List<String> REPEATED = List.of("merId", "txnType", "txnSubType", "orderId", "subMerId");

    private final UnionpayContract contract;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    UnionpayGateway(UnionpayContract contract, Clock clock) {
        this.contract = contract;
        this.clock = clock;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /**
     * Reads a moment as the interface writes it.
     *
     * @throws java.time.DateTimeException when it is none
     */
    static Instant instant(String time) {
        return TIME.parse(time, Instant::from);
    }

    UnionpayAnswer ask(UnionpayCall call, Map<String, String> fields) {
        UnionpayForm question = signed(call, fields);
        HttpRequest request = HttpRequest.newBuilder(URI.create(contract.baseUrl() + call.path()))
                .timeout(READ)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(question.encoded()))
                .build();
        try {
            return read(sent(request, call.changesNothing()), question);
        } catch (NoAnswer none) {
            return new UnionpayAnswer.Silent(none.getMessage());
        }
    }

    private UnionpayForm signed(UnionpayCall call, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.values().removeIf(String::isEmpty);
        all.put("version", "5.1.0");
        all.put("encoding", "UTF-8");
        all.put("signMethod", "01");
        all.put("certId", contract.certId());
        all.put("txnType", call.type());
        all.put("txnSubType", call.subType());
        all.put("bizType", "000000");
        all.put("channelType", "08");
        all.put("accessType", "2");
        all.put("merId", contract.merchantId());
        all.put("txnTime", time(clock.instant()));
        all.put(UnionpayForm.SIGNATURE, UnionpaySignature.of(UnionpayForm.of(all), contract.merchantKey()));
        return UnionpayForm.of(all);
    }

    private HttpResponse<byte[]> sent(HttpRequest request, boolean mayRepeat) {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            // The request's own timeout ends with the headers; this one covers a body that drips.
            return answer.get(WHOLE_CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            Throwable cause = Objects.requireNonNullElse(broken.getCause(), broken);
            boolean connectionBroke = cause instanceof IOException
                    && !(cause instanceof HttpTimeoutException)
                    && !(cause instanceof ConnectException);
            if (mayRepeat && connectionBroke) {
                return sent(request, false);
            }
            throw new NoAnswer("no answer, " + cause.getClass().getSimpleName());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new NoAnswer("no whole answer in time");
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("we are stopping");
        }
    }

    private UnionpayAnswer read(HttpResponse<byte[]> response, UnionpayForm question) {
        if (response.statusCode() != OK) {
            return new UnionpayAnswer.Silent("HTTP " + response.statusCode());
        }
        boolean encoded = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        return read(response.body(), encoded, question, contract.platformKeys());
    }

    /** @param encoded the 5.1.0 gateway encodes nothing in its answers; one that says that it writes a form does */
    static UnionpayAnswer read(byte[] body, boolean encoded, UnionpayForm question, List<PublicKey> keys) {
        String text = new String(body, StandardCharsets.UTF_8);
        UnionpayForm form;
        try {
            form = encoded ? UnionpayForm.decoded(text) : UnionpayForm.plain(text);
        } catch (IllegalArgumentException odd) {
            return new UnionpayAnswer.Silent("an answer that cannot be read");
        }
        if (!UnionpaySignature.isGenuine(form, keys)) {
            return new UnionpayAnswer.Silent("an answer that the channel did not sign");
        }
        for (String name : REPEATED) {
            if (!form.get(name).equals(question.get(name))) {
                return new UnionpayAnswer.Silent("an answer to another question");
            }
        }
        return new UnionpayAnswer.Told(form);
    }

    /** Ends a call; holds words only. */
    @SuppressWarnings("serial")
    private static final class NoAnswer extends RuntimeException {
        NoAnswer(String words) {
            super(words, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
