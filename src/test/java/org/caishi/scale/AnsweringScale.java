/** The far end of a line that answers like a real scale: it is given what came, and says what comes back. */
package org.caishi.scale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.caishi.testing.Pty;

/** Speaks over a socket that the product dials, or over a pty. Slow ones let every byte take its time. */
final class AnsweringScale implements AutoCloseable {
    /** Everything that was asked, in the order of the wire. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Function<String, String> answers;
    private final int millisPerByte;
    private final AutoCloseable line;
    final String address;

    /** @param answers gets what came since its last answer; empty while that is not yet a question, or to stay silent */
    static AnsweringScale listening(Function<String, String> answers, int millisPerByte) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        AnsweringScale scale = new AnsweringScale(answers, millisPerByte, server, "127.0.0.1:" + server.getLocalPort());
        Thread.ofVirtual().start(() -> scale.accept(server));
        return scale;
    }

    static AnsweringScale onPty(Function<String, String> answers, int millisPerByte) {
        Pty pty = Pty.open();
        AnsweringScale scale =
                new AnsweringScale(answers, millisPerByte, pty, pty.path().toString());
        Thread.ofPlatform().daemon().start(() -> {
            StringBuilder question = new StringBuilder();
            try {
                for (byte[] came = pty.read(64); came.length > 0; came = pty.read(64)) {
                    scale.hear(came, came.length, question, pty::write);
                }
            } catch (IllegalStateException pulledOut) {
                // In the middle of a slow answer.
            }
        });
        return scale;
    }

    private AnsweringScale(Function<String, String> answers, int millisPerByte, AutoCloseable line, String address) {
        this.answers = answers;
        this.millisPerByte = millisPerByte;
        this.line = line;
        this.address = address;
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                serve(socket.getInputStream(), socket.getOutputStream());
            } catch (IOException gone) {
                // The product dials again, or the test is over.
            }
        }
    }

    private void serve(InputStream in, OutputStream out) throws IOException {
        StringBuilder question = new StringBuilder();
        byte[] buffer = new byte[64];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            hear(buffer, count, question, bytes -> {
                try {
                    out.write(bytes);
                    out.flush();
                } catch (IOException gone) {
                    throw new IllegalStateException(gone);
                }
            });
        }
    }

    private void hear(byte[] came, int count, StringBuilder question, java.util.function.Consumer<byte[]> out) {
        question.append(new String(came, 0, count, ISO_8859_1));
        String answer = answers.apply(question.toString());
        if (answer == null) {
            return;
        }
        asked.add(question.toString());
        question.setLength(0);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(answer.getBytes(ISO_8859_1));
        if (millisPerByte == 0) {
            if (all.size() > 0) {
                out.accept(all.toByteArray());
            }
            return;
        }
        for (byte octet : all.toByteArray()) {
            pause();
            out.accept(new byte[] {octet});
        }
    }

    private void pause() {
        try {
            Thread.sleep(millisPerByte);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
