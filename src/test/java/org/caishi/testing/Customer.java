/** A customer over HTTP: scans a plate, pays in the simulated wallet with whatever may go wrong, asks how it stands. */
package org.caishi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.caishi.market.PlateHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

public final class Customer {
    public static final String FORM = "application/x-www-form-urlencoded";
    public static final String JSON = "application/json";
    private static final String HOME = "http://127.0.0.1:" + System.getProperty("CAISHI_PORT");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String wallet;

    /** Pays by WeChat. */
    public Customer() {
        this("wechat");
    }

    /** @param wallet as the simulator's paths name it, e.g. {@code alipay} */
    public Customer(String wallet) {
        this.wallet = wallet;
    }

    /** Opens an order of so many yuan, e.g. {@code 12.50}, and returns its number. */
    public String order(PlateHolder stall, String amount) {
        return open(stall, "amount=" + amount);
    }

    /** Opens an order for what the stall has weighed, and returns its number. */
    public String orderWeighed(PlateHolder stall, String weighingId) {
        return open(stall, "weighing=" + weighingId);
    }

    private String open(PlateHolder stall, String wanted) {
        HttpResponse<String> answer =
                post("/q/" + stall.plate().token() + "/orders", FORM, wanted + "&channel=" + wallet);
        JsonNode opened = JsonMapper.shared().readTree(answer.body());
        assertThat(opened.path("state").asString()).isEqualTo("WAITING");
        assertThat(opened.path("pay").path("codeUrl").asString()).startsWith("http");
        return opened.path("orderNo").asString();
    }

    /** Pays; the faults are those of the simulator's control, e.g. {@code {"duplicates":3}}. */
    public void pay(String order, String faults) {
        assertThat(control("pay", "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(order, faults)))
                .isEqualTo(200);
    }

    /** What shall go wrong with the next notice of an order, a refund's too. */
    public void spoil(String order, String faults) {
        assertThat(control("faults", "{\"outTradeNo\":\"%s\",\"faults\":%s}".formatted(order, faults)))
                .isBetween(200, 299);
    }

    public String state(String order) {
        return get("/q/orders/" + order).path("state").asString();
    }

    /** The order as the simulated service knows it. */
    public JsonNode transaction(String order) {
        return get("/simulator/" + wallet + "/control/transactions/" + order);
    }

    public JsonNode get(String path) {
        return JsonMapper.shared().readTree(send(request(path)).body());
    }

    public HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private int control(String what, String body) {
        return post("/simulator/" + wallet + "/control/" + what, JSON, body).statusCode();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(HOME + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", JSON)
                .header("Accept-Language", "zh-CN");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
