/** The running product as anybody outside sees it: its addresses, and its answers over HTTP. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Only for a product in demonstration: it tells its plates and its devices' keys, and has the simulated wallet. */
final class Product {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern WEIGHING = Pattern.compile("name=\"weighing\" value=\"(\\d+)\"");

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    Product(URI base) {
        this.base = base;
    }

    record Plate(String market, String stall, String token) {}

    record Device(String market, String serial, String kind, String protocol, String link, String stall, String key) {}

    record Order(String orderNo, long amountFen, String channel) {}

    List<Plate> plates() throws IOException, InterruptedException {
        return list("/demo/plates.json")
                .map(row -> new Plate(text(row, "market"), text(row, "stall"), text(row, "token")))
                .toList();
    }

    List<Device> devices() throws IOException, InterruptedException {
        return list("/demo/devices.json")
                .map(row -> new Device(
                        text(row, "market"),
                        text(row, "serial"),
                        text(row, "kind"),
                        text(row, "protocol"),
                        text(row, "link"),
                        text(row, "stall"),
                        text(row, "key")))
                .toList();
    }

    /** The weighing that waits at a stall, as the consumer's page carries it. */
    Optional<String> waitingWeighing(String token) throws IOException, InterruptedException {
        Matcher found = WEIGHING.matcher(send(get("/q/" + token).header("Accept", "text/html")));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    Order order(String token, Map<String, String> form) throws IOException, InterruptedException {
        JsonNode answer = JsonMapper.shared()
                .readTree(send(post("/q/" + token + "/orders", "application/x-www-form-urlencoded", encoded(form))));
        return new Order(
                text(answer, "orderNo"),
                answer.path("amountFen").asLong(),
                text(answer, "channel").toLowerCase(Locale.ROOT));
    }

    /** The payer's thumb on the simulated wallet. */
    void pay(Order order) throws IOException, InterruptedException {
        send(post(
                "/simulator/" + order.channel() + "/control/pay",
                "application/json",
                JsonMapper.shared().writeValueAsString(Map.of("outTradeNo", order.orderNo(), "outcome", "pay"))));
    }

    String state(String orderNo) throws IOException, InterruptedException {
        return text(JsonMapper.shared().readTree(send(get("/q/orders/" + orderNo))), "state");
    }

    String host() {
        return base.getHost();
    }

    private java.util.stream.Stream<JsonNode> list(String path) throws IOException, InterruptedException {
        return StreamSupport.stream(
                JsonMapper.shared().readTree(send(get(path))).spliterator(), false);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).header("Accept", "application/json");
    }

    private HttpRequest.Builder post(String path, String type, String body) {
        return get(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest sent = request.build();
        HttpResponse<String> answer = http.send(sent, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(sent.uri().getPath() + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asString("");
    }
}
