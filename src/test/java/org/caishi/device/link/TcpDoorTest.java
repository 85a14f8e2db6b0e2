/** Devices that dial in say who they are within bounds, and nothing of what they send is lost. */
package org.caishi.device.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.caishi.device.link.DoorCaller.answer;
import static org.caishi.device.link.DoorCaller.say;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.device.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpDoorTest {
    private static final TcpDoor.Limits LIMITS = new TcpDoor.Limits(6, 5, 4, 256, Duration.ofSeconds(1));

    private final Links links = new Links(LIMITS).start();
    private final DoorCaller caller = new DoorCaller(links.door);
    private final TestRegistry registry = links.registry;
    private final Device scale = registry.scale("SC-1", Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of());

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void aGoodLineIsAnsweredAndTheBytesGoToWhoSpeaksTheProtocol() throws IOException {
        try (Socket socket = caller.dial()) {
            say(socket, registry.line(scale, "nonce001"));
            assertThat(answer(socket)).isEqualTo("OK");
            say(socket, "0.488kg\n");
            await().until(() -> links.listener.last().heard().equals("0.488kg\n"));
            links.listener.last().wire.out().write("tare\n".getBytes(US_ASCII));
            assertThat(answer(socket)).isEqualTo("tare");
            assertThat(links.board.of(scale)).get().satisfies(state -> {
                assertThat(state.up()).isTrue();
                assertThat(state.bytesIn()).isEqualTo(8);
                assertThat(state.lastByteAt()).isNotNull();
            });
        }
        await().until(() -> links.listener.last().ended && !state().up());
        assertThat(state().errors()).isZero();
    }

    @Test
    void theLineMayComeInPiecesAndWithCarriageReturn() throws IOException {
        try (Socket socket = caller.dial()) {
            String line = registry.line(scale, "nonce001").replace("\n", "\r\n");
            say(socket, line.substring(0, 9));
            say(socket, line.substring(9, 40));
            say(socket, line.substring(40));
            assertThat(answer(socket)).isEqualTo("OK");
        }
    }

    @Test
    void bytesGluedToTheLineBelongToTheProtocol() throws IOException {
        try (Socket socket = caller.dial()) {
            say(socket, registry.line(scale, "nonce001") + "=00.1000-=00.2000-");
            assertThat(answer(socket)).isEqualTo("OK");
            await().until(() -> links.listener.last().heard().equals("=00.1000-=00.2000-"));
        }
    }

    @Test
    void whoIsNotWhoTheySayIsToldWhyAndSentAway() throws IOException {
        String now = Long.toString(registry.instant().getEpochSecond());
        String old = Long.toString(registry.instant().getEpochSecond() - 400);
        caller.refused(registry.line(scale, "nonce001", now, "a-wrong-key-of-no-device"), "NO signature");
        caller.refused(registry.line(scale, "nonce002", old, TestRegistry.KEY), "NO time");
        caller.refused(registry.line(scale, "nonce003").replace("SC-1", "SC-9"), "NO device");
        caller.refused(registry.line(scale, "no"), "NO form");
        caller.refused("GET / HTTP/1.1\r\n", "NO line");
        caller.refused("CAISHI " + "x".repeat(2_000), "NO line");
        assertThat(links.listener.talks).isEmpty();
    }

    @Test
    void aNonceIsGoodOnce() throws IOException {
        String line = registry.line(scale, "nonce001");
        try (Socket socket = caller.dial()) {
            say(socket, line);
            assertThat(answer(socket)).isEqualTo("OK");
        }
        caller.refused(line, "NO nonce");
    }

    @Test
    void anotherProtocolThanTheRegistrysIsRefused() throws IOException {
        Device other = registry.scale("SC-2", "nobody-speaks-this", LinkKind.TCP_IN, "", Map.of());
        caller.refused(registry.line(other, "nonce001"), "NO protocol");
    }

    @Test
    void whoSpeaksTooSlowlyIsSentAwayInTime() throws IOException {
        long started = System.nanoTime();
        try (Socket socket = caller.dial()) {
            await().pollInterval(Duration.ofMillis(100)).until(() -> {
                try {
                    say(socket, "C");
                    return false;
                } catch (SocketException closed) {
                    return true;
                }
            });
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        await().until(() -> links.door.connections() == 0);
    }

    @Test
    void oneAddressCannotFillTheDoorWithStrangers() throws IOException {
        try (Socket a = caller.dial();
                Socket b = caller.dial();
                Socket c = caller.dial();
                Socket d = caller.dial()) {
            await().until(() -> links.door.connections() == 4);
            try (Socket e = caller.dial()) {
                assertThat(answer(e)).isEqualTo("NO busy");
            }
            assertThat(a.isConnected() && b.isConnected() && c.isConnected() && d.isConnected())
                    .isTrue();
        }
        await().until(() -> links.door.connections() == 0);
        try (Socket again = caller.dial()) {
            say(again, registry.line(scale, "nonce001"));
            assertThat(answer(again)).isEqualTo("OK");
        }
    }

    @Test
    void aNewSessionReplacesTheHalfOpenOne() throws IOException {
        try (Socket first = caller.dial();
                Socket second = caller.dial()) {
            say(first, registry.line(scale, "nonce001"));
            assertThat(answer(first)).isEqualTo("OK");
            await().until(() -> links.listener.talks.size() == 1);
            say(second, registry.line(scale, "nonce002"));
            assertThat(answer(second)).isEqualTo("OK");
            assertThat(first.getInputStream().read()).isEqualTo(-1);
            await().until(() -> links.listener.talks.size() == 2);
            assertThat(links.listener.talks.getFirst().ended).isTrue();
            say(second, "still here");
            await().until(() -> links.listener.last().heard().equals("still here"));
            assertThat(state().up()).isTrue();
        }
    }

    @Test
    void aSilentDeviceIsTakenForGone() throws IOException {
        Device quiet = registry.scale("SC-3", Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of("idleSeconds", "1"));
        try (Socket socket = caller.dial()) {
            say(socket, registry.line(quiet, "nonce001"));
            assertThat(answer(socket)).isEqualTo("OK");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> links.board.of(quiet).orElseThrow().errors() == 1);
        assertThat(links.board.of(quiet).orElseThrow().up()).isFalse();
    }

    @Test
    void aDeviceThatCannotSayTheLineIsKnownByItsAddress() throws IOException {
        Device bound = registry.scale("SC-4", Listener.PROTOCOL, LinkKind.TCP_IN, "127.0.0.2", Map.of());
        links.keeper.look();
        await().until(() -> {
            try (Socket socket = caller.dialFrom("127.0.0.2", 0)) {
                say(socket, "+0001.000");
                return links.listener.talks.stream()
                        .anyMatch(talk ->
                                talk.device.equals(bound) && talk.heard().equals("+0001.000"));
            }
        });
        caller.refused("+0001.000\n", "NO line");
    }

    @Test
    void behindOneAddressThePortTellsDevicesApart() throws IOException {
        int port = org.caishi.testing.TestRun.freePort();
        Device bound = registry.scale("SC-5", Listener.PROTOCOL, LinkKind.TCP_IN, "127.0.0.1:" + port, Map.of());
        links.close();
        try (Links restarted = new Links(LIMITS)) {
            restarted.registry.scale("SC-5", bound.protocol(), LinkKind.TCP_IN, bound.address(), Map.of());
            restarted.start();
            try (Socket socket =
                    new Socket(DoorCaller.loopback(), restarted.door.port(), DoorCaller.loopback(), port)) {
                say(socket, "hello");
                await().until(() -> restarted.listener.last().heard().equals("hello"));
            }
        }
    }

    @Test
    void aRetiredDeviceDoesNotGoOn() throws IOException {
        try (Socket socket = caller.dial()) {
            say(socket, registry.line(scale, "nonce001"));
            assertThat(answer(socket)).isEqualTo("OK");
            await().until(() -> !links.listener.talks.isEmpty());
            registry.devices.retire(scale);
            links.keeper.look();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        caller.refused(registry.line(scale, "nonce002"), "NO device");
    }

    @Test
    void stoppingEndsSessionsAndTheDoor() throws IOException {
        try (Socket socket = caller.dial()) {
            say(socket, registry.line(scale, "nonce001"));
            assertThat(answer(socket)).isEqualTo("OK");
            await().until(() -> !links.listener.talks.isEmpty());
            long started = System.nanoTime();
            links.close();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            await().until(() -> links.listener.last().ended);
        }
        assertThatThrownBy(caller::dial).isInstanceOf(IOException.class);
    }

    @Test
    void aTakenPortIsOneClearLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            TcpDoor door = new TcpDoor(taken.getLocalPort(), LIMITS, greeterOfNobody(), runnerOfNobody(), links.book);
            assertThatThrownBy(door::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CAISHI_SCALE_PORT")
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    private LinkRunner runnerOfNobody() {
        return new LinkRunner(java.util.List::of, new Sessions(), links.board, registry.devices, registry);
    }

    private Greeter greeterOfNobody() {
        return new Greeter(registry.devices, registry.signatures, runnerOfNobody());
    }

    private LinkState state() {
        return links.board.of(scale).orElseThrow();
    }
}
