/** Dials the door as a device would, and reads its answers. */
package org.caishi.device.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

record DoorCaller(TcpDoor door) {
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    Socket dial() throws IOException {
        Socket socket = new Socket(loopback(), door.port());
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        return socket;
    }

    Socket dialFrom(String address, int port) throws IOException {
        return new Socket(loopback(), door.port(), InetAddress.ofLiteral(address), port);
    }

    /** Says a line, hears these words, and is hung up on. */
    void refused(String line, String words) throws IOException {
        try (Socket socket = dial()) {
            say(socket, line);
            assertThat(answer(socket)).isEqualTo(words);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** One line, without its end. */
    static String answer(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read(); next != '\n' && next >= 0; ) {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString();
    }
}
