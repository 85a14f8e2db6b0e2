/** A speaker's MQTT 3.1.1 as bytes on a socket, for what no client library does: to break off in the middle. */
package org.caishi.device.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

final class RawSpeaker implements AutoCloseable {
    private static final int MILLIS = 10_000;
    private static final byte SUBSCRIBE = (byte) 0x82;
    private static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private final Socket socket = new Socket();

    RawSpeaker(int port) throws IOException {
        socket.setSoTimeout(MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
    }

    /** Says CONNECT and waits for nothing. */
    RawSpeaker connect(String id, String user, String password, boolean clean, int keepAliveSeconds)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        put(body, "MQTT");
        int flags = 0b1100_0000 | (clean ? 0b10 : 0);
        body.writeBytes(new byte[] {4, (byte) flags, 0, (byte) keepAliveSeconds});
        List.of(id, user, password).forEach(text -> put(body, text));
        send((byte) 0x10, body.toByteArray());
        return this;
    }

    RawSpeaker subscribe(String topic) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 1});
        put(body, topic);
        body.write(1);
        send(SUBSCRIBE, body.toByteArray());
        return this;
    }

    /** Reads so many bytes: CONNACK has 4, SUBACK 5. */
    RawSpeaker hears(int bytes) throws IOException {
        if (socket.getInputStream().readNBytes(bytes).length < bytes) {
            throw new IOException("the broker has closed the connection");
        }
        return this;
    }

    RawSpeaker says(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawSpeaker disconnect() throws IOException {
        return says(DISCONNECT);
    }

    /** Whether the broker ends the connection; what it sends until then is thrown away. */
    boolean isEnded() throws IOException {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** As a cut cable: RST, with no good-bye. */
    @Override
    public void close() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void send(byte type, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        if (body.length < 128) {
            packet.write(body.length);
        } else {
            packet.write(0x80 | body.length % 128);
            packet.write(body.length / 128);
        }
        packet.writeBytes(body);
        says(packet.toByteArray());
    }

    private static void put(ByteArrayOutputStream packet, String text) {
        packet.writeBytes(new byte[] {(byte) (text.length() >> 8), (byte) text.length()});
        packet.writeBytes(text.getBytes(UTF_8));
    }
}
