/** The parts of the links put together for a test, with quick back-off. */
package org.caishi.device.link;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkLive;
import org.caishi.device.TestRegistry;

final class Links implements AutoCloseable {
    final TestRegistry registry = new TestRegistry();
    final Listener listener = new Listener();
    final LinkBoard board = new LinkBoard(registry);
    final Sessions sessions = new Sessions();
    final DoorBook book;
    final TcpDoor door;
    final LinkKeeper keeper;

    Links(TcpDoor.Limits limits) {
        LinkRunner runner = new LinkRunner(() -> List.of(listener), sessions, board, registry.devices, registry);
        Greeter greeter = new Greeter(registry.devices, registry.signatures, runner);
        book = new DoorBook(board, new SimpleMeterRegistry(), registry);
        door = new TcpDoor(0, limits, greeter, runner, book);
        keeper = new LinkKeeper(
                registry.devices,
                greeter,
                door,
                sessions,
                runner,
                board,
                Map.of(LinkKind.TCP_OUT, new TcpCable(), LinkKind.SERIAL, new SerialCable()),
                () -> new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), RandomGenerator.getDefault()),
                registry);
    }

    LinkLive live(Device device) {
        return board.live(device).orElseThrow();
    }

    long rejected(Device device, String kind) {
        return live(device).rejected().getOrDefault(kind, 0L);
    }

    Links start() {
        keeper.start();
        return this;
    }

    @Override
    public void close() {
        keeper.stop();
    }
}
