/** Shows on this machine alone how the edge is doing, as JSON, and takes the commands of whoever may read its folder. */
package org.caishi.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.caishi.scale.push.GoodsCarrier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page of some other site that is open on this machine reaches the port too: it does not know the command word, and
 * under a name of its own it reads nothing.
 */
final class StatusPage implements AutoCloseable {
    static final String OFFER_AGAIN = "/offer-again";
    static final String WORD_HEADER = "X-Edge-Word";

    private final HttpServer server;
    private final String word;
    private final Supplier<Status> status;
    private final IntSupplier offerAgain;

    private StatusPage(HttpServer server, String word, Supplier<Status> status, IntSupplier offerAgain) {
        this.server = server;
        this.word = word;
        this.status = status;
        this.offerAgain = offerAgain;
    }

    /**
     * What a technician wants to know.
     *
     * @param centre {@code ok}, or what is wrong
     */
    record Status(
            String serial,
            String centre,
            int scalePort,
            long rejected,
            boolean full,
            SaleBuffer.Fill buffer,
            GoodsCarrier.Held goods,
            List<Scale> scales) {}

    /** One scale's link. */
    record Scale(
            String serial,
            String protocol,
            String link,
            String address,
            boolean up,
            String detail,
            @Nullable Instant lastByteAt,
            long bytesIn) {}

    /** How many sales that were set aside are offered to the centre again. */
    record Offered(int offered) {}

    record Refusal(String reason) {}

    /**
     * Opens the page on the loopback address.
     *
     * @param port 0: any
     * @param word that a command must bring
     * @param offerAgain offers what was set aside, and tells how much
     * @throws IOException when the port cannot be had
     */
    static StatusPage open(int port, String word, Supplier<Status> status, IntSupplier offerAgain) throws IOException {
        StatusPage page = new StatusPage(bound(port), word, status, offerAgain);
        page.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        page.server.createContext("/", page::answer);
        page.server.start();
        return page;
    }

    private static HttpServer bound(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        } catch (BindException taken) {
            throw new IOException(
                    "CAISHI_EDGE_STATUS_PORT: port " + port + " for the status page is in use; set another", taken);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAskedByItsAddress(exchange)) {
                write(exchange, 403, new Refusal("host"));
                return;
            }
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                case "GET /" -> write(exchange, 200, status.get());
                case "POST " + OFFER_AGAIN -> offerAgain(exchange);
                default -> write(exchange, 404, new Refusal("path"));
            }
        }
    }

    private void offerAgain(HttpExchange exchange) throws IOException {
        if (isCommand(exchange)) {
            write(exchange, 200, new Offered(offerAgain.getAsInt()));
        } else {
            write(exchange, 403, new Refusal("word"));
        }
    }

    /** A foreign site's name that is made to point here keeps its name in the request. */
    private static boolean isAskedByItsAddress(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host != null && host.matches("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");
    }

    private boolean isCommand(HttpExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst(WORD_HEADER);
        return said != null
                && MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(HttpExchange exchange, int code, Object answer) throws IOException {
        byte[] body = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
