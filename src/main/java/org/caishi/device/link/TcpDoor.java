/** The door for scales and speakers that dial in. */
package org.caishi.device.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.caishi.device.Device;
import org.caishi.device.link.Greeter.Greeting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class TcpDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);
    private static final int BACKLOG = 1_024;

    private final ConcurrentMap<Socket, Thread> visitors = new ConcurrentHashMap<>();
    private final ConcurrentMap<InetAddress, Integer> strangers = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final Semaphore strangersAtOnce;
    private final int port;
    private final Limits limits;
    private final Greeter greeter;
    private final LinkRunner runner;
    private final DoorBook book;
    private volatile @Nullable ServerSocket server;

    TcpDoor(int port, Limits limits, Greeter greeter, LinkRunner runner, DoorBook book) {
        this.port = port;
        this.limits = limits;
        this.greeter = greeter;
        this.runner = runner;
        this.book = book;
        this.places = new Semaphore(limits.connections);
        this.strangersAtOnce = new Semaphore(limits.strangers);
    }

    /**
     * What a visitor may take.
     *
     * @param connections at once
     * @param strangers connections that have not yet said who they are, of all addresses together
     * @param strangersAnAddress connections of one address that have not yet said who they are
     * @param lineBytes of the first line, its end included
     * @param lineWithin from the connection to the end of the first line, however slowly it comes
     */
    record Limits(int connections, int strangers, int strangersAnAddress, int lineBytes, Duration lineWithin) {
        /** The line's limits are those of the published protocol. */
        static final Limits USUAL = new Limits(12_000, 4_000, 1_000, 256, Duration.ofSeconds(10));
    }

    /**
     * Opens the door.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    void open() {
        try {
            ServerSocket opened = new ServerSocket(port, BACKLOG);
            server = opened;
            Thread.ofVirtual().name("tcp-door").start(() -> receive(opened));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "CAISHI_SCALE_PORT: port " + port + " for scales is in use or not allowed; set another", e);
        }
    }

    /** The port it listens on, also where it was told to take any. */
    int port() {
        ServerSocket opened = server;
        return opened == null ? port : opened.getLocalPort();
    }

    private boolean isClosed() {
        ServerSocket opened = server;
        return opened == null || opened.isClosed();
    }

    int connections() {
        return visitors.size();
    }

    private void receive(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket visitor = opened.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("tcp-in").start(() -> serve(visitor));
                } else {
                    book.sentAway(visitor.getInetAddress(), "full");
                    visitor.close();
                }
            } catch (IOException e) {
                if (!opened.isClosed()) {
                    LOG.warn("a device that dialled in was lost: {}", e.toString());
                    pause();
                }
            }
        }
    }

    /** Out of file handles, accepting fails at once and again; a breath keeps that from eating the machine. */
    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Socket visitor) {
        visitors.put(visitor, Thread.currentThread());
        try (visitor) {
            if (isClosed()) {
                return;
            }
            visitor.setTcpNoDelay(true);
            visitor.setKeepAlive(true);
            SocketWire wire = new SocketWire(visitor);
            Optional<Device> device = greeter.at((InetSocketAddress) visitor.getRemoteSocketAddress());
            if (device.isEmpty()) {
                device = welcome(visitor.getInetAddress(), wire);
            }
            if (device.isPresent()) {
                runner.run(device.get(), wire.idleLimitOf(device.get()));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("a device that dialled in is gone: {}", gone.toString());
        } catch (RuntimeException failure) {
            LOG.error("a link from {} ended by a fault of ours", visitor.getRemoteSocketAddress(), failure);
        } finally {
            visitors.remove(visitor);
            places.release();
        }
    }

    private Optional<Device> welcome(InetAddress from, SocketWire wire) throws IOException {
        if (!enter(from)) {
            return refuse(from, wire, new Greeting.Refused("busy", "", null));
        }
        try {
            return greet(from, wire);
        } finally {
            leave(from);
        }
    }

    private boolean enter(InetAddress from) {
        if (!strangersAtOnce.tryAcquire()) {
            return false;
        }
        boolean fits = strangers.merge(from, 1, Integer::sum) <= limits.strangersAnAddress;
        if (!fits) {
            leave(from);
        }
        return fits;
    }

    private void leave(InetAddress from) {
        strangers.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
        strangersAtOnce.release();
    }

    private Optional<Device> greet(InetAddress from, SocketWire wire) throws IOException {
        Optional<String> line = firstLine(wire);
        return line.isEmpty()
                ? refuse(from, wire, new Greeting.Refused("line", "", null))
                : switch (greeter.greet(line.get())) {
                    case Greeting.Welcome(Device device) -> {
                        say(wire, "OK\n");
                        yield Optional.of(device);
                    }
                    case Greeting.Refused refused -> refuse(from, wire, refused);
                };
    }

    /** The line without its end; empty when it is too long, too late, or ends with the connection. */
    private Optional<String> firstLine(SocketWire wire) throws IOException {
        InputStream in = wire.in();
        byte[] line = new byte[limits.lineBytes];
        long until = System.nanoTime() + limits.lineWithin.toNanos();
        try {
            for (int length = 0; length < line.length; length++) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                wire.waitAtMost(left);
                int next = in.read();
                if (next < 0) {
                    return Optional.empty();
                }
                if (next == '\n') {
                    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                    return Optional.of(new String(line, 0, end, StandardCharsets.ISO_8859_1));
                }
                line[length] = (byte) next;
            }
            return Optional.empty();
        } catch (SocketTimeoutException late) {
            return Optional.empty();
        }
    }

    private Optional<Device> refuse(InetAddress from, SocketWire wire, Greeting.Refused refused) throws IOException {
        book.sentAway(from, refused);
        say(wire, "NO " + refused.reason() + "\n");
        wire.endSaying();
        return Optional.empty();
    }

    private static void say(SocketWire wire, String line) throws IOException {
        wire.out().write(line.getBytes(StandardCharsets.US_ASCII));
        wire.out().flush();
    }

    /** Lets nobody in any more and ends every session. */
    @Override
    public void close() {
        ServerSocket opened = server;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            LOG.warn("the door for scales did not close: {}", e.toString());
        }
        visitors.forEach((visitor, thread) -> {
            thread.interrupt();
            try {
                visitor.close();
            } catch (IOException e) {
                LOG.debug("already gone: {}", e.toString());
            }
        });
    }
}
