/** Virtual scales with the lines they stand on: each says, again and again or when asked, what it shows at that moment. */
package org.caishi.scale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.device.LinkKind;
import org.caishi.market.Stall;
import org.caishi.testing.Pty;

/** Whoever opens it closes it; the scales are retired then. */
final class ScaleLines implements AutoCloseable {
    private static final int FRAME_EVERY_MILLIS = 100;

    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(2);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Device> scales = new ArrayList<>();
    private final Devices devices;

    ScaleLines(Devices devices) {
        this.devices = devices;
    }

    /** A scale that dials in and sends by itself. */
    Device dialIn(Stall stall, String protocol, Map<String, String> settings, Supplier<byte[]> frame)
            throws IOException {
        VirtualScale scale = register(stall, protocol, LinkKind.TCP_IN, "", settings);
        VirtualScale.Line line = scale.dial();
        open.add(line);
        every(() -> line.send(frame.get()));
        return scale.device();
    }

    /** A scale that the product dials and asks. */
    Device dialled(Stall stall, String protocol, Map<String, String> settings, Function<String, String> answers)
            throws IOException {
        AnsweringScale scale = AnsweringScale.listening(answers, 0);
        open.add(scale);
        return register(stall, protocol, LinkKind.TCP_OUT, scale.address, settings)
                .device();
    }

    /** A scale on a serial port; whether it is asked or sends by itself is its protocol's matter. */
    Device plugIn(
            Stall stall,
            String protocol,
            Map<String, String> settings,
            String port,
            Pty cable,
            Supplier<byte[]> frame) {
        Device scale =
                register(stall, protocol, LinkKind.SERIAL, port, settings).device();
        if (GoldenFrame.open(protocol, Map.of()).poll().isPresent()) {
            open.add(cable);
            Thread.ofPlatform().daemon().start(() -> {
                while (cable.read(64).length > 0) {
                    cable.write(frame.get());
                }
            });
        } else {
            send(cable, frame);
        }
        return scale;
    }

    /** Sends on a cable, until somebody pulls it out. */
    void send(Pty cable, Supplier<byte[]> frame) {
        open.add(cable);
        every(() -> cable.write(frame.get()));
    }

    VirtualScale register(Stall stall, String protocol, LinkKind link, String address, Map<String, String> settings) {
        VirtualScale scale = VirtualScale.register(devices, stall, protocol, link, address, settings);
        scales.add(scale.device());
        return scale;
    }

    private void every(Sending sending) {
        senders.scheduleAtFixedRate(
                () -> {
                    try {
                        sending.once();
                    } catch (IOException | IllegalStateException gone) {
                        throw new IllegalStateException("this scale falls silent", gone);
                    }
                },
                0,
                FRAME_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private interface Sending {
        void once() throws IOException;
    }

    @Override
    public void close() throws Exception {
        senders.shutdownNow();
        if (!senders.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new AssertionError("a scale does not stop sending");
        }
        scales.forEach(devices::retire);
        for (AutoCloseable line : open) {
            line.close();
        }
    }
}
