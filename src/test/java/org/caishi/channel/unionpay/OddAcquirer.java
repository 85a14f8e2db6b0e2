/** An acquirer that answers what a test tells it to, down to the byte, or nothing at all. */
package org.caishi.channel.unionpay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

final class OddAcquirer implements AutoCloseable {
    /** Everything of each request, its first line first. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;
    private volatile Answer answer = (question, out) -> {};

    /** Writes the answer to a question; returns before or after it is complete. */
    interface Answer {
        void to(UnionpayForm question, OutputStream out) throws IOException, InterruptedException;
    }

    OddAcquirer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    void answers(Answer next) {
        answer = next;
    }

    void answers(int status, String contentType, String body) {
        answer = (question, out) -> write(out, status, contentType, body);
    }

    /** A genuine answer that repeats what it must and says the given beside it. */
    void says(Map<String, String> fields) {
        says(fields, TestUnionpay.PLATFORM.getPrivate());
    }

    void says(Map<String, String> fields, PrivateKey key) {
        answer = (question, out) -> write(out, 200, "text/html", told(question, fields, key));
    }

    static String told(UnionpayForm question, Map<String, String> fields, PrivateKey key) {
        Map<String, String> all = new HashMap<>(question.fields());
        all.putAll(fields);
        StringBuilder text = new StringBuilder();
        TestUnionpay.signed(all, key)
                .fields()
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value));
        return text.toString();
    }

    /** What the last request asked. */
    UnionpayForm question() {
        String last = requests.getLast();
        return UnionpayForm.decoded(last.substring(last.indexOf("\r\n\r\n") + 4));
    }

    static void write(OutputStream out, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write("HTTP/1.1 %d Odd\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                .formatted(status, contentType, bytes.length)
                .getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
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
            String request = read(caller.getInputStream());
            requests.add(request);
            String body = request.substring(request.indexOf("\r\n\r\n") + 4);
            answer.to(
                    body.isEmpty() ? UnionpayForm.of(Map.of()) : UnionpayForm.decoded(body), caller.getOutputStream());
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
