/** The door under bad visitors: strangers, forgers, twins, floods and storms are counted, and nobody else notices. */
package org.caishi.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.caishi.device.link.DoorCaller.answer;
import static org.caishi.device.link.DoorCaller.say;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.caishi.device.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorTroubleTest {
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
    void allAddressesTogetherCannotFillTheDoorWithStrangers() throws IOException {
        try (Socket a = caller.dial();
                Socket b = caller.dial();
                Socket c = caller.dialFrom("127.0.0.2", 0);
                Socket d = caller.dialFrom("127.0.0.3", 0);
                Socket e = caller.dialFrom("127.0.0.4", 0)) {
            await().until(() -> links.door.connections() == 5);
            try (Socket f = caller.dialFrom("127.0.0.5", 0)) {
                f.setSoTimeout(10_000);
                assertThat(answer(f)).isEqualTo("NO busy");
            }
            assertThat(a.isConnected() && b.isConnected() && c.isConnected() && d.isConnected() && e.isConnected())
                    .isTrue();
        }
        await().until(() -> links.board.sentAway().stream()
                .anyMatch(visitor ->
                        visitor.from().equals("127.0.0.5") && visitor.reason().equals("busy")));
    }

    @Test
    void whoIsSentAwayIsCountedAndShown() throws IOException {
        String replayed = registry.line(scale, "nonce001");
        try (Socket socket = caller.dial()) {
            say(socket, replayed);
            assertThat(answer(socket)).isEqualTo("OK");
            caller.refused(replayed, "NO nonce");
            caller.refused(registry.line(scale, "nonce002", "1", TestRegistry.KEY), "NO time");
            caller.refused(
                    registry.line(
                            scale,
                            "nonce003",
                            Long.toString(registry.instant().getEpochSecond()),
                            "another-key-than-its-own"),
                    "NO signature");
            caller.refused("GET / HTTP/1.1\r\n", "NO line");
            say(socket, "still here");
            await().until(() -> links.listener.last().heard().equals("still here"));
        }
        assertThat(links.live(scale).rejected())
                .isEqualTo(Map.of("door-nonce", 1L, "door-time", 1L, "door-signature", 1L));
        assertThat(links.board.sentAway())
                .extracting(visitor -> visitor.serial() + " " + visitor.reason())
                .containsExactly(" line", "SC-1 signature", "SC-1 time", "SC-1 nonce");
        assertThat(links.board.sentAway().get(1).marketId()).isEqualTo(TestRegistry.MARKET);
    }

    @Test
    void twoDevicesThatShareASerialNumberAreTold() throws IOException {
        List<Socket> all = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            Socket socket = caller.dial();
            all.add(socket);
            say(socket, registry.line(scale, "nonce00" + turn));
            assertThat(answer(socket)).isEqualTo("OK");
            int talks = turn + 1;
            await().until(() -> links.listener.talks.size() == talks);
        }
        assertThat(links.rejected(scale, "twin")).isEqualTo(1);
        for (Socket socket : all) {
            socket.close();
        }
    }

    @Test
    void aFloodIsHeldBackAndOtherLinksDoNotNotice() throws Exception {
        Device calm = registry.scale("SC-6", Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of());
        Device other = registry.scale("SC-7", Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of());
        try (Socket first = letIn(scale, "nonce001");
                Socket second = letIn(other, "nonce002");
                Socket quiet = letIn(calm, "nonce003")) {
            flood(first, 0x00);
            flood(second, 0xFF);
            await().until(() -> links.rejected(scale, "flood") > 0 && links.rejected(other, "flood") > 0);
            long before = links.board.of(scale).orElseThrow().bytesIn();
            for (int i = 0; i < 20; i++) {
                long started = System.nanoTime();
                say(quiet, "x");
                int heard = i + 1;
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> links.board
                                .of(calm)
                                .filter(state -> state.bytesIn() == heard)
                                .isPresent());
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
            }
            assertThat(links.board.of(scale).orElseThrow().bytesIn() - before)
                    .as("bytes in the meantime")
                    .isLessThan(2 * Throttle.BURST);
        }
    }

    @Test
    void aStormOfReconnectsEndsWithEveryDeviceUpOnce() throws Exception {
        links.close();
        try (Links many = new Links(TcpDoor.Limits.USUAL)) {
            List<Device> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(many.registry.scale("ST-" + i, Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of()));
            }
            many.start();
            List<Socket> sockets = new CopyOnWriteArrayList<>();
            for (int round = 0; round < 3; round++) {
                String nonce = "storm%03d".formatted(round);
                try (ExecutorService dialling = Executors.newVirtualThreadPerTaskExecutor()) {
                    all.forEach(device -> dialling.submit(() -> {
                        Socket socket = new Socket(DoorCaller.loopback(), many.door.port());
                        sockets.add(socket);
                        say(socket, many.registry.line(device, nonce));
                        return answer(socket);
                    }));
                }
            }
            await().until(() -> all.stream()
                    .allMatch(device ->
                            many.board.of(device).filter(LinkState::up).isPresent()));
            await().until(() -> many.door.connections() == all.size());
            assertThat(all).allMatch(device -> many.live(device).reconnects() == 2);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private Socket letIn(Device device, String nonce) throws IOException {
        Socket socket = caller.dial();
        say(socket, registry.line(device, nonce));
        assertThat(answer(socket)).isEqualTo("OK");
        return socket;
    }

    private static void flood(Socket socket, int octet) {
        byte[] bytes = new byte[8_192];
        Arrays.fill(bytes, (byte) octet);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(bytes);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }
}
