/** Links that the product makes itself come up, come back, and go when their device does. */
package org.caishi.device.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.testing.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLinkTest {
    private final Links links = new Links(TcpDoor.Limits.USUAL).start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void aListeningScaleIsDialledAndDialledAgain() throws IOException {
        try (ServerSocket scale = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Device device = register(LinkKind.TCP_OUT, "127.0.0.1:" + scale.getLocalPort());
            try (Socket line = scale.accept()) {
                line.getOutputStream().write("first".getBytes(US_ASCII));
                await().until(() -> links.listener.last().heard().equals("first"));
            }
            try (Socket line = scale.accept()) {
                line.getOutputStream().write("second".getBytes(US_ASCII));
                await().until(() -> links.listener.last().heard().equals("second"));
                assertThat(links.board.of(device).orElseThrow().up()).isTrue();
            }
        }
    }

    @Test
    void aScaleThatDoesNotAnswerIsDownWithItsReason() throws IOException {
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        closed.close();
        Device device = register(LinkKind.TCP_OUT, "127.0.0.1:" + closed.getLocalPort());
        await().until(() ->
                links.board.of(device).filter(state -> state.errors() >= 3).isPresent());
        assertThat(links.board.of(device).orElseThrow().up()).isFalse();
        assertThat(links.board.of(device).orElseThrow().detail()).containsIgnoringCase("refused");
    }

    @Test
    void aRetiredDeviceIsNotDialledAnyMore() throws IOException {
        try (ServerSocket scale = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Device device = register(LinkKind.TCP_OUT, "127.0.0.1:" + scale.getLocalPort());
            try (Socket line = scale.accept()) {
                links.registry.devices.retire(device);
                links.keeper.look();
                assertThat(line.getInputStream().read()).isEqualTo(-1);
            }
            await().until(() -> links.listener.last().ended);
            scale.setSoTimeout(500);
            org.assertj.core.api.Assertions.assertThatThrownBy(scale::accept)
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    void aSerialPortIsReadAndWrittenByteForByte() throws IOException {
        try (Pty pty = Pty.open()) {
            register(LinkKind.SERIAL, pty.path().toString());
            await().until(() -> !links.listener.talks.isEmpty());
            byte[] bytes = new byte[20_000];
            new Random(42).nextBytes(bytes);
            for (int from = 0; from < bytes.length; from += 500) {
                pty.write(Arrays.copyOfRange(bytes, from, from + 500));
            }
            String expected = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            await().until(() -> links.listener.last().heard().length() == bytes.length);
            assertThat(links.listener.last().heard()).isEqualTo(expected);

            byte[] command = {0x02, 0x41, 0x42, 0x30, 0x33, 0x03, 0x0A, 0x0D, (byte) 0xFD, 0x11, 0x13};
            links.listener.last().wire.out().write(command);
            assertThat(pty.read(64)).isEqualTo(command);
        }
    }

    @Test
    void aSerialCableThatIsPulledAndPluggedInAgainComesBack() {
        Path port = folder.resolve("ttyUSB0");
        Device device;
        try (Pty pty = Pty.openAt(port)) {
            device = register(LinkKind.SERIAL, port.toString());
            await().until(() -> !links.listener.talks.isEmpty());
            pty.write("before");
            await().until(() -> links.listener.last().heard().equals("before"));
        }
        await().until(() -> links.listener.last().ended);
        await().until(() -> !links.board.of(device).orElseThrow().up());
        int talks = links.listener.talks.size();
        try (Pty pty = Pty.openAt(port)) {
            await().until(() -> links.listener.talks.size() > talks);
            pty.write("after");
            await().until(() -> links.listener.last().heard().equals("after"));
            assertThat(links.board.of(device).orElseThrow().up()).isTrue();
        }
    }

    @Test
    void aSerialCableThatComesBackUnderAnotherNameIsFoundByItsPattern() throws IOException {
        Path first = folder.resolve("ttyUSB0");
        Device device;
        try (Pty pty = Pty.openAt(first)) {
            device = register(LinkKind.SERIAL, folder.resolve("ttyUSB*").toString());
            await().until(() -> !links.listener.talks.isEmpty());
            pty.write("before");
            await().until(() -> links.listener.last().heard().equals("before"));
        }
        Files.delete(first);
        await().until(() -> links.board.of(device).orElseThrow().detail().startsWith("no serial port"));
        try (Pty pty = Pty.openAt(folder.resolve("ttyUSB1"))) {
            await().until(() -> links.listener.talks.size() > 1);
            pty.write("after");
            await().until(() -> links.listener.last().heard().equals("after"));
            assertThat(links.live(device).reconnects()).isEqualTo(1);
            assertThat(links.board.of(device).orElseThrow().detail())
                    .isEqualTo(pty.path().toString());
        }
    }

    @Test
    void ofTwoPortsThatFitNoneIsTaken() {
        try (Pty one = Pty.openAt(folder.resolve("ttyUSB0"));
                Pty two = Pty.openAt(folder.resolve("ttyUSB1"))) {
            assertThat(one.path()).isNotEqualTo(two.path());
            Device device = register(LinkKind.SERIAL, folder.resolve("ttyUSB*").toString());
            await().until(() -> links.board
                    .of(device)
                    .filter(state -> state.detail().startsWith("2 serial ports fit"))
                    .isPresent());
            assertThat(links.listener.talks).isEmpty();
        }
    }

    @Test
    void anAdapterIsFoundByItsSerialNumber() throws IOException {
        PortFinder finder = new PortFinder(folder);
        try (Pty pty = Pty.openAt(folder.resolve("usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0"));
                Pty other = Pty.openAt(folder.resolve("usb-FTDI_FT232R_USB_UART_A50285BX-if00-port0"))) {
            assertThat(finder.find("usb:A50285BI")).isEqualTo(pty.path().toString());
            assertThat(finder.find(folder + "/usb-*A50285BX*"))
                    .isEqualTo(other.path().toString());
            assertThatThrownBy(() -> finder.find("usb:A50285B")).hasMessage("no serial port usb:A50285B");
            assertThatThrownBy(() -> finder.find("usb:")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> finder.find("/dev/*/ttyUSB0")).hasMessageContaining("last part");
        }
    }

    @Test
    void aPortThatIsNotThereIsTriedAgainWithoutSpinning() {
        Device device = register(LinkKind.SERIAL, folder.resolve("ttyUSB9").toString());
        await().until(() ->
                links.board.of(device).filter(state -> state.errors() >= 2).isPresent());
        assertThat(links.board.of(device).orElseThrow().detail()).contains("ttyUSB9");
        assertThat(links.board.of(device).orElseThrow().errors()).isLessThan(100);
    }

    @Test
    void stoppingEndsASilentSerialPortInTime() {
        try (Pty pty = Pty.open()) {
            register(LinkKind.SERIAL, pty.path().toString());
            await().until(() -> !links.listener.talks.isEmpty());
            long started = System.nanoTime();
            links.close();
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
            await().until(() -> links.listener.last().ended);
        }
    }

    @Test
    void waitsGrowToTheLongestAndStayApart() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        Duration step = Duration.ofSeconds(1);
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next()).isBetween(step.dividedBy(2), step);
            step = step.multipliedBy(2).compareTo(Duration.ofSeconds(60)) < 0
                    ? step.multipliedBy(2)
                    : Duration.ofSeconds(60);
        }
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    private Device register(LinkKind link, String address) {
        Device device = links.registry.scale("SC-1", Listener.PROTOCOL, link, address, Map.of());
        links.keeper.look();
        return device;
    }
}
