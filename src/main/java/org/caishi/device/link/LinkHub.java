/** All links of a process that has no container around it: the edge's. */
package org.caishi.device.link;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.caishi.device.DeviceLinks;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.device.LinkedDevices;
import org.caishi.device.WireUser;

public final class LinkHub implements AutoCloseable {
    private static final Duration FIRST_TRY = Duration.ofSeconds(1);

    /** A cable that is plugged in again on the same table is looked for sooner than one in another building. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final LinkBoard board;
    private final TcpDoor door;
    private final LinkKeeper keeper;

    private LinkHub(LinkBoard board, TcpDoor door, LinkKeeper keeper) {
        this.board = board;
        this.door = door;
        this.keeper = keeper;
    }

    /**
     * Opens the links of these devices, and the door for those that dial in.
     *
     * @param speakers who speak with them, the first that can; they are given the board of the links
     * @param port of the door; 0: any
     * @throws IllegalStateException when the port cannot be had
     */
    public static LinkHub open(
            LinkedDevices devices,
            DeviceSignature signatures,
            Function<DeviceLinks, List<WireUser>> speakers,
            int port,
            InstantSource clock) {
        LinkBoard board = new LinkBoard(clock);
        List<WireUser> users = speakers.apply(board);
        Sessions sessions = new Sessions();
        LinkRunner runner = new LinkRunner(() -> users, sessions, board, devices, clock);
        Greeter greeter = new Greeter(devices, signatures, runner);
        TcpDoor door = new TcpDoor(
                port, TcpDoor.Limits.USUAL, greeter, runner, new DoorBook(board, new SimpleMeterRegistry(), clock));
        LinkKeeper keeper = new LinkKeeper(
                devices,
                greeter,
                door,
                sessions,
                runner,
                board,
                Map.of(LinkKind.TCP_OUT, new TcpCable(), LinkKind.SERIAL, new SerialCable()),
                () -> new Backoff(FIRST_TRY, LONGEST_WAIT, RandomGenerator.getDefault()),
                clock);
        keeper.start();
        return new LinkHub(board, door, keeper);
    }

    public DeviceLinks board() {
        return board;
    }

    /** The port of the door, also where it was told to take any. */
    public int port() {
        return door.port();
    }

    /** Looks soon which devices there are now. */
    public void look() {
        keeper.look();
    }

    @Override
    public void close() {
        keeper.stop();
    }
}
