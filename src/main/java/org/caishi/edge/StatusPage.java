/** Shows on this machine alone how the edge is doing, as JSON. */
package org.caishi.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

final class StatusPage implements AutoCloseable {
    private final HttpServer server;

    private StatusPage(HttpServer server) {
        this.server = server;
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

    /**
     * Opens the page on the loopback address.
     *
     * @param port 0: any
     * @throws IOException when the port cannot be had
     */
    static StatusPage open(int port, Supplier<Status> status) throws IOException {
        HttpServer server = bound(port);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, status));
        server.start();
        return new StatusPage(server);
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

    private static void answer(HttpExchange exchange, Supplier<Status> status) throws IOException {
        try (exchange) {
            byte[] body = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(status.get());
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
