/** A gateway that answers what a test tells it to, or nothing at all. */
package org.caishi.channel.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

final class OddGateway implements AutoCloseable {
    /** Every request's fields, from address and body. */
    final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile Answer answer = exchange -> {};

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    OddGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/gateway.do");
    }

    void answers(Answer next) {
        answer = next;
    }

    void answers(int status, String body) {
        answer = exchange -> send(exchange, status, body);
    }

    /** The fields of the answer to whatever method is asked, signed by Alipay. */
    void answersSigned(String body) {
        answersSigned(body, TestAlipay.PLATFORM.getPrivate());
    }

    void answersSigned(String body, PrivateKey key) {
        answer = exchange ->
                send(exchange, 200, TestAlipay.answer(requests.getLast().getOrDefault("method", ""), body, key));
    }

    /** Takes the request and says nothing. */
    void saysNothing() {
        answer = exchange -> Thread.sleep(60_000);
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(fields(exchange.getRequestURI().getRawQuery() + "&" + body));
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .filter(part -> part.indexOf('=') > 0)
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(
                        part -> part[0], part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8), (a, b) -> b));
    }
}
