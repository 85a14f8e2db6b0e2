/** Stands for a channel's real host: hands every request on to the product's simulator, whose address no contract may name. */
package org.caishi.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public final class SimulatorRelay implements AutoCloseable {
    private static final int PRODUCT = Integer.parseInt(System.getProperty("CAISHI_PORT"));

    private final ServerSocket socket;
    private final String path;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public SimulatorRelay() throws IOException {
        this("wechat");
    }

    /**
     * @param channel as the simulator's paths name it
     */
    public SimulatorRelay(String channel) throws IOException {
        path = " /simulator/" + channel + "/";
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The first lines of what was asked. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> relay(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One request a connection, so that each first line is seen. */
    private void relay(Socket caller) {
        try (caller;
                Socket simulator = new Socket(InetAddress.getLoopbackAddress(), PRODUCT)) {
            String head = head(caller.getInputStream());
            requests.add(head.lines().findFirst().orElse(""));
            String onward = head.replaceFirst(" /", path)
                    .replaceFirst("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n", "\r\nConnection: close\r\n");
            simulator.getOutputStream().write(onward.getBytes(StandardCharsets.ISO_8859_1));
            Thread.ofVirtual().start(() -> copy(caller, simulator));
            simulator.getInputStream().transferTo(caller.getOutputStream());
        } catch (IOException gone) {
            // One side hung up; the other sees it.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // As above.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no whole request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
