/** A server that answers what a test tells it to, down to the byte, or nothing at all. */
package org.caishi.channel.wechat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

final class OddServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private volatile Answer answer = out -> {};

    /** Writes the answer; returns before or after it is complete. */
    interface Answer {
        void to(java.io.OutputStream out) throws IOException, InterruptedException;
    }

    OddServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    void answers(Answer next) {
        answer = next;
    }

    /** Takes the request and says nothing. */
    void saysNothing() {
        answer = out -> Thread.sleep(60_000);
    }

    void answers(int status, String contentType, String body) {
        answers(status, contentType, body, TestWechat.PLATFORM.getPrivate());
    }

    /** An answer with the platform's headers, signed with a key. */
    void answers(int status, String contentType, String body, PrivateKey key) {
        answer = out -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            out.write("""
                    HTTP/1.1 %d Odd\r
                    Content-Type: %s\r
                    Content-Length: %d\r
                    Connection: close\r
                    Request-ID: 08F0\r
                    Wechatpay-Timestamp: %s\r
                    Wechatpay-Nonce: c5ac7061fccab6bf3e254dcf98995b8c\r
                    Wechatpay-Signature: %s\r
                    Wechatpay-Serial: %s\r
                    \r
                    """.formatted(
                            status,
                            contentType,
                            bytes.length,
                            timestamp,
                            TestWechat.signature(key, timestamp, "c5ac7061fccab6bf3e254dcf98995b8c", bytes),
                            TestWechat.PUBLIC_KEY_ID)
                    .getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            requests.add(read(caller.getInputStream()));
            answer.to(caller.getOutputStream());
            caller.getOutputStream().flush();
        } catch (IOException | InterruptedException gone) {
            // The caller hung up first, as some tests want it to.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
