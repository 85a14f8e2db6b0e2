/** Links whose devices fall silent are ended with their words; those that speak, or are still being dealt with, are not. */
package org.caishi.device.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.caishi.device.link.DoorCaller.answer;
import static org.caishi.device.link.DoorCaller.say;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Links links = new Links(TcpDoor.Limits.USUAL);
    private final Device scale = links.registry.scale("SC-1", Listener.PROTOCOL, LinkKind.TCP_IN, "", Map.of());
    private final Sessions sessions = new Sessions();
    private final SilenceWatch watch = new SilenceWatch(sessions);
    private final byte[] buffer = new byte[64];

    private Socket ours;
    private Socket theirs;
    private SocketWire wire;

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            theirs = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
            ours = door.accept();
        }
        wire = new SocketWire(ours).idleLimitOf(scale);
        sessions.take(scale, wire, System.nanoTime());
    }

    @AfterEach
    void close() throws IOException {
        links.close();
        ours.close();
        theirs.close();
    }

    @Test
    void aReaderThatWaitsForEverIsWokenAndNeedsNoTimer() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        Thread reader = reader(heard);
        awaitWaiting(reader, heard, 0);
        assertThat(ours.getSoTimeout()).isZero();
        watch.look(at(0));
        say(theirs, "x");
        awaitWaiting(reader, heard, 1);
        watch.look(at(60));
        watch.look(at(119));
        assertThat(ours.isClosed()).as("it spoke between two looks").isFalse();
        watch.look(at(120));
        reader.join();
        assertThat(ours.isClosed()).isTrue();
        assertThat(wire.silence(new IOException("Socket closed")))
                .hasValueSatisfying(silence -> assertThat(silence).hasMessage("silent for 60 s"));
    }

    @Test
    void aDeviceThatIsAskedIsWaitedForAMomentAtATimeAndIsSilentAllTheSame() throws IOException {
        assertThat(wire.read(buffer, A_MOMENT)).isZero();
        assertThat(ours.getSoTimeout()).isEqualTo(20);
        watch.look(at(0));
        assertThat(wire.read(buffer, A_MOMENT)).isZero();
        watch.look(at(59));
        say(theirs, "answer");
        assertThat(wire.read(buffer, Duration.ofSeconds(5))).isEqualTo(6);
        assertThat(wire.read(buffer, A_MOMENT)).isZero();
        watch.look(at(60));
        assertThat(wire.read(buffer, A_MOMENT)).isZero();
        assertThat(wire.silence(new IOException())).isEmpty();
        watch.look(at(120));
        assertThatThrownBy(() -> wire.read(buffer, A_MOMENT)).isInstanceOf(IOException.class);
        assertThat(wire.silence(new IOException())).isPresent();
    }

    @Test
    void aDeviceWhoseBytesAreStillBeingDealtWithIsNotSilent() throws IOException {
        say(theirs, "a sale");
        assertThat(wire.read(buffer, FOR_EVER)).isEqualTo(6);
        watch.look(at(0));
        watch.look(at(3_600));
        say(theirs, "another");
        assertThat(wire.read(buffer, FOR_EVER)).isEqualTo(7);
    }

    @Test
    void aWireThatIsClosedForAnotherReasonIsNotCalledSilent() throws IOException {
        assertThat(wire.read(buffer, A_MOMENT)).isZero();
        watch.look(at(0));
        wire.close();
        assertThatThrownBy(() -> wire.read(buffer, A_MOMENT)).isInstanceOf(IOException.class);
        assertThat(wire.silence(new IOException("Socket closed"))).isEmpty();
    }

    @Test
    void theBoardSaysThatALinkEndedBySilence() throws IOException {
        links.start();
        try (Socket socket = new DoorCaller(links.door).dial()) {
            say(socket, links.registry.line(scale, "nonce001"));
            assertThat(answer(socket)).isEqualTo("OK");
            await().until(() -> !links.listener.talks.isEmpty());
            awaitSilenceOf(scale);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        LinkState state = links.board.of(scale).orElseThrow();
        assertThat(state.detail()).isEqualTo("silent for 60 s");
        assertThat(state.errors()).isEqualTo(1);
        assertThat(links.listener.last().ended).isTrue();
    }

    @Test
    void aListeningScaleThatFallsSilentIsDialledAgain() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Device dialled = links.registry.scale(
                    "SC-2", Listener.PROTOCOL, LinkKind.TCP_OUT, "127.0.0.1:" + listening.getLocalPort(), Map.of());
            links.start();
            try (Socket first = listening.accept()) {
                await().until(() -> links.listener.talks.size() == 1);
                awaitSilenceOf(dialled);
                assertThat(first.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket second = listening.accept()) {
                say(second, "back");
                await().until(() -> links.listener.last().heard().equals("back"));
            }
            assertThat(links.live(dialled).reconnects()).isEqualTo(1);
        }
    }

    /** Two looks a minute apart, once its reader waits. */
    private void awaitSilenceOf(Device device) {
        SilenceWatch ahead = new SilenceWatch(links.sessions);
        await().until(() -> {
            boolean told = links.board.of(device).orElseThrow().errors() > 0;
            if (!told) {
                ahead.look(System.nanoTime());
                ahead.look(System.nanoTime() + at(60));
            }
            return told;
        });
    }

    private Thread reader(AtomicInteger heard) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int count = 0; count >= 0; count = wire.read(new byte[64], FOR_EVER)) {
                    heard.addAndGet(count);
                }
            } catch (IOException ended) {
                // What ended it is asked of the wire.
            }
        });
    }

    private static void awaitWaiting(Thread reader, AtomicInteger heard, int bytes) {
        await().until(() -> heard.get() == bytes && reader.getState() == Thread.State.WAITING);
    }

    private static long at(int second) {
        return Duration.ofSeconds(second).toNanos();
    }
}
