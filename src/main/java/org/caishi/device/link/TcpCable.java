/** Dials a device that listens. */
package org.caishi.device.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.caishi.device.Device;
import org.caishi.device.Wire;

final class TcpCable implements Cable {
    private static final int CONNECT_MILLIS = 5_000;

    @Override
    public Wire plugIn(Device device) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(address(device.address()), CONNECT_MILLIS);
            return new SocketWire(socket).idleLimitOf(device);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static InetSocketAddress address(String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        String port = hostAndPort.substring(colon + 1);
        if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IOException("no host:port: " + hostAndPort);
        }
        String host = hostAndPort.substring(0, colon).replaceAll("^\\[|]$", "");
        return new InetSocketAddress(host, Integer.parseInt(port));
    }
}
